using System.Globalization;
using System.Threading.RateLimiting;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Limits per client for what costs a password hash or an account. Put the policy on an endpoint or a page model; on a page
/// only posts count. Beside them: <see cref="AccountAttempts"/>, <see cref="FailedTokens"/>, <see cref="TenantLimits"/>.
/// </summary>
public static class RateLimits
{
    public const string SignUp = "sign-up";
    public const string SignIn = "sign-in";
    public const string Tokens = "tokens";

    /// <summary>Mails with links, and what is done with the links.</summary>
    public const string Links = "links";

    /// <summary>Opening companies, and switching between them.</summary>
    public const string Companies = "companies";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void AddRateLimits(this IServiceCollection services, bool enabled)
    {
        services.AddSingleton<AccountAttempts>().AddSingleton<FailedTokens>();
        services.AddRateLimiter(options =>
        {
            Add(SignUp, 10);
            Add(SignIn, 20);
            Add(Tokens, 20);
            Add(Links, 10);
            Add(Companies, 20);
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
                new ValueTask(RefuseAsync(context.HttpContext, context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var given) ? given : Window));

            void Add(string name, int attempts) => options.AddPolicy(name, http => enabled && !HttpMethods.IsGet(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    name + " " + ClientNetwork.Of(http.Connection.RemoteIpAddress),
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = Window, QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter(""));
        });
    }

    /// <summary>429 and when to come again: the problem for programs, the page for people.</summary>
    internal static Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        if (ApiPaths.IsApi(http.Request.Path))
            return ProblemOf(wait).ExecuteAsync(http);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Seconds(wait);
        return Task.CompletedTask;
    }

    internal static Problem ProblemOf(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, "rate-limited") { RetryAfter = wait };

    internal static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
