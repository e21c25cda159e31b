using System.Globalization;
using System.Threading.RateLimiting;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Limits per client address for what costs a password hash or an account. Put the policy on an endpoint or a page model; on
/// a page only posts count.
/// </summary>
public static class RateLimits
{
    public const string SignUp = "sign-up";
    public const string SignIn = "sign-in";
    public const string Tokens = "tokens";

    /// <summary>Mails with links, and what is done with the links.</summary>
    public const string Links = "links";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void AddRateLimits(this IServiceCollection services, bool enabled) => services.AddRateLimiter(options =>
    {
        Add(SignUp, 10);
        Add(SignIn, 20);
        Add(Tokens, 20);
        Add(Links, 10);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var given) ? given : Window;
            if (ApiPaths.IsApi(context.HttpContext.Request.Path))
                await new Problem(StatusCodes.Status429TooManyRequests, "rate-limited") { RetryAfter = wait }.ExecuteAsync(context.HttpContext);
            else
                context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        };

        void Add(string name, int attempts) => options.AddPolicy(name, http => enabled && !HttpMethods.IsGet(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                name + " " + http.Connection.RemoteIpAddress,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = Window, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(""));
    });
}
