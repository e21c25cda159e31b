namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>Wiring of the second factor.</summary>
internal static class SecondFactorServices
{
    public static void AddSecondFactor(this IServiceCollection services)
    {
        services.AddSingleton<TwoFactorStore>().AddSingleton<CodeAttempts>().AddSingleton<SecurityTrail>();
        services.AddScoped<TwoFactor>().AddScoped<SecondStep>();
    }
}
