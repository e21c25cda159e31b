using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>Wiring of the second factor.</summary>
internal static class SecondFactorServices
{
    public static void AddSecondFactor(this IServiceCollection services)
    {
        services.AddSingleton<TwoFactorStore>().AddSingleton<CodeAttempts>().AddSingleton<SecurityTrail>();
        services.AddScoped<TwoFactor>().AddScoped<SecondStep>().AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey without a finger, face or PIN would be one factor only; one the device does not find by itself needs an address typed first.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AttestationConveyancePreference = "none";
        });
    }
}
