using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts;

/// <summary>
/// How dear a guess at a stolen password hash is: PBKDF2-HMAC-SHA512 with the iterations OWASP ASVS 5.0 asks for (appendix C;
/// Identity's own default is 100,000). A hash made with fewer is made anew when its owner signs in.
/// </summary>
internal static class PasswordHashing
{
    public const int Iterations = 210_000;

    public static void AddPasswordHashing(this IServiceCollection services) =>
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Iterations);
}
