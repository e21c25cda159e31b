using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AleSekretariat.Keys;

/// <summary>Wiring of the keys; silo and web node in one process share them.</summary>
public static class KeyServices
{
    /// <summary>Adds <see cref="MasterKeys"/> and <see cref="LinkSecrets"/>.</summary>
    /// <returns>The master keys, for what is wired before there are services.</returns>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">The key is missing or wrong; the message names the setting.</exception>
    public static MasterKeys AddKeys(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(MasterKeys))?.ImplementationInstance is MasterKeys there)
            return there;
        var file = builder.Environment.IsDevelopment() ? Path.Combine(builder.Configuration["DataDirectory"] ?? ".data", "keys", "master.key") : null;
        var keys = MasterKeys.Read(builder.Configuration, file);
        builder.Services.AddSingleton(keys);
        builder.Services.TryAddSingleton<LinkSecrets>();
        return keys;
    }
}
