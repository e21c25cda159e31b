using AleSekretariat.Database;
using AleSekretariat.Keys;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts.SecondFactor;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AleSekretariat.Web.Accounts;

/// <summary>Wiring of accounts: Identity on our own tables, the session cookie, keys that all web nodes share.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, WebOptions settings)
    {
        services.AddDbContext<AccountsDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<WebDatabase>().DataSource));
        services.AddIdentityCore<Account>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = ""; // any: the name is the address
            options.Password.RequiredLength = AccountRules.ShortestPassword;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 1;
            options.Lockout.MaxFailedAccessAttempts = 10;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        }).AddSignInManager().AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddPasswordHashing();
        services.AddSecondFactor(settings.PublicAddress);
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, AccountsDbContext, Guid>>();
        services.AddScoped<SignUp>().AddScoped<SignIn>().AddScoped<FreshProof>().AddScoped<DemoCompany>();
        services.AddSingleton<PersonalTokens>().AddSingleton<AccountMails>();
        services.AddSingleton<AccountLinks>().AddSingleton<AccountTrail>().AddScoped<EmailConfirmation>().AddScoped<Passwords>();
        services.AddSessionCookie();

        services.AddDataProtection().SetApplicationName("aleSekretariat");
        services.AddSingleton<IXmlRepository, DataProtectionKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<IXmlRepository>();
            options.XmlEncryptor = new DataProtectionWrapping(provider.GetRequiredService<MasterKeys>());
        }));
    }

    private static void AddSessionCookie(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.Cookie.Name = "ale.session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.LoginPath = AccountPaths.SignIn;
            options.AccessDeniedPath = AccountPaths.AccessDenied;
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnValidatePrincipal = AccessServices.ValidateSessionAsync;
            options.Events.OnRedirectToLogin = context => RedirectPage(context.HttpContext, context.RedirectUri, StatusCodes.Status401Unauthorized);
            options.Events.OnRedirectToAccessDenied = context => RedirectPage(context.HttpContext, null, StatusCodes.Status403Forbidden);
        });
        // SignInManager signs out of this one as well; it is not used yet.
        services.AddAuthentication().AddCookie(IdentityConstants.ExternalScheme, options => options.Cookie.Name = "ale.external");
        services.AddAuthentication().AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
        {
            options.Cookie.Name = "ale.twofactor";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = SecondStep.Within;
            options.SlidingExpiration = false;
        });
    }

    /// <summary>Only a page asked for by a person is redirected; scripts, hubs and forbidden pages get the plain status.</summary>
    private static Task RedirectPage(HttpContext http, string? address, int status)
    {
        if (address is null || ApiPaths.IsApi(http.Request.Path))
            http.Response.StatusCode = status;
        else if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            // htmx would put the sign-in page into a fragment's place: let it load the page whole.
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers["HX-Redirect"] = address;
        }
        else
            http.Response.Redirect(address);
        return Task.CompletedTask;
    }
}
