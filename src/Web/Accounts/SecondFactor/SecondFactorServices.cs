using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>Wiring of the second factor.</summary>
internal static class SecondFactorServices
{
    /// <param name="services">Where they go.</param>
    /// <param name="publicAddress">Where people reach the product; null in Development, where it is where they are.</param>
    public static void AddSecondFactor(this IServiceCollection services, Uri? publicAddress)
    {
        services.AddSingleton<TwoFactorStore>().AddSingleton<CodeAttempts>().AddSingleton<SecurityTrail>();
        services.AddScoped<TwoFactor>().AddScoped<SecondStep>().AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey without a finger, face or PIN would be one factor only; one the device does not find by itself needs an address typed first.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AttestationConveyancePreference = "none";
            if (publicAddress is null)
                return;
            // Passkeys are for the product's name, whatever Host a request says.
            passkeys.ServerDomain = publicAddress.Host;
            passkeys.ValidateOrigin = context => ValueTask.FromResult(
                !context.CrossOrigin && string.Equals(context.Origin, publicAddress.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
        });
    }
}
