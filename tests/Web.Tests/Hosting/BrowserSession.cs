using System.Net.Http.Headers;
using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Hosting;

/// <summary>A signed-in browser: the cookie that signing in gives, sent with each request. Follows no redirect.</summary>
internal sealed class BrowserSession
{
    private BrowserSession(string cookie) => Cookie = cookie;

    /// <summary>A browser that is not signed in.</summary>
    public static BrowserSession Stranger { get; } = new("");

    /// <summary>Name and value, as the header carries them.</summary>
    public string Cookie { get; }

    /// <summary>Signs in with e-mail and password, as the sign-in page does.</summary>
    public static async Task<BrowserSession> SignInAsync(WebNode node, string email, string password)
    {
        var http = await InRequestAsync(node, null, async services =>
            Assert.Equal(SignInOutcome.SignedIn, await services.GetRequiredService<SignIn>().PasswordAsync(email, password, remember: false, CancellationToken.None)));
        var cookie = Assert.Single(http.Response.Headers.SetCookie, header => header!.StartsWith("ale.session=", StringComparison.Ordinal))!;
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        return new BrowserSession(cookie.Split(';')[0]);
    }

    /// <summary>A session of an account that proved nothing: many tests need many sessions, and a password takes its time.</summary>
    public static async Task<BrowserSession> BeginAsync(WebNode node, string email)
    {
        var http = await InRequestAsync(node, null, async services =>
        {
            var account = await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email);
            await services.GetRequiredService<SignIn>().BeginAsync(account!, remember: false, CancellationToken.None);
        });
        return new BrowserSession(Assert.Single(http.Response.Headers.SetCookie, header => header!.StartsWith("ale.session=", StringComparison.Ordinal))!.Split(';')[0]);
    }

    /// <summary>Signs out, as the sign-out page does.</summary>
    public Task SignOutAsync(WebNode node) => InRequestAsync(node, Cookie, services => services.GetRequiredService<SignIn>().EndAsync(CancellationToken.None));

    /// <summary>Changes the password, as a settings page will do.</summary>
    public static async Task ChangePasswordAsync(WebNode node, string email, string before, string after)
    {
        await InRequestAsync(node, null, async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            Assert.True((await accounts.ChangePasswordAsync((await accounts.FindByEmailAsync(email))!, before, after)).Succeeded);
        });
    }

    /// <summary>Posts a form with the antiforgery token of a page, or without one.</summary>
    public async Task<Answer> PostAsync(WebNode node, string path, IEnumerable<KeyValuePair<string, string>> fields, string? tokenFrom)
    {
        var cookies = Cookie;
        var sent = fields.ToList();
        if (tokenFrom is not null)
        {
            var page = await GetAsync(node, tokenFrom);
            var token = System.Text.RegularExpressions.Regex.Match(
                page.Text, "name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.True(token.Success, page.Text);
            sent.Add(new("__RequestVerificationToken", token.Groups["token"].Value));
            if (page.Headers.TryGetValues("Set-Cookie", out var set))
                cookies = string.Join("; ", set.Select(cookie => cookie.Split(';')[0]).Prepend(Cookie).Where(cookie => cookie.Length > 0));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(sent) };
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return await Answer.ReadAsync(await node.Http.SendAsync(request));
    }

    public async Task<Answer> GetAsync(WebNode node, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Cookie", Cookie);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("pl"));
        return await Answer.ReadAsync(await node.Http.SendAsync(request));
    }

    /// <summary>Runs something within a request of its own, authenticated by the cookie if there is one.</summary>
    private static async Task<HttpContext> InRequestAsync(WebNode node, string? cookie, Func<IServiceProvider, Task> act)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Scheme = "http";
        http.Request.Host = new HostString(node.Address.Authority);
        if (cookie is not null)
            http.Request.Headers.Cookie = cookie;
        var accessor = node.Services.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = http;
        try
        {
            if (cookie is not null)
                await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Authentication.IAuthenticationService>().AuthenticateAsync(http, IdentityConstants.ApplicationScheme);
            await act(scope.ServiceProvider);
            return http;
        }
        finally
        {
            accessor.HttpContext = null;
        }
    }
}
