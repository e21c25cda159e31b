using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AleSekretariat.Keys;

/// <summary>Wiring of the keys; silo and web node in one process share them.</summary>
public static class KeyServices
{
    /// <summary>Adds <see cref="MasterKeys"/> and <see cref="LinkSecrets"/>.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">The key is missing or wrong; the message names the setting.</exception>
    public static void AddKeys(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(MasterKeys)))
            return;
        var file = builder.Environment.IsDevelopment() ? Path.Combine(builder.Configuration["DataDirectory"] ?? ".data", "keys", "master.key") : null;
        builder.Services.AddSingleton(MasterKeys.Read(builder.Configuration, file));
        builder.Services.TryAddSingleton<LinkSecrets>();
    }
}
