using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>No form is taken from a page of somebody else: asked of every handler there is, as a form and as htmx sends it.</summary>
public sealed partial class AntiforgeryTests(House house)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryHandlerThatChanges_RefusesAFormWithoutTheToken(bool htmx)
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        var handlers = await UnsafeHandlersAsync();
        Assert.True(handlers.Count > 10, "Hardly any handler was found.");

        foreach (var (method, path) in handlers)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Headers.Add("Cookie", browser.Cookie);
            if (htmx)
                request.Headers.Add("HX-Request", "true");
            request.Content = new FormUrlEncodedContent([new("value", "dark")]);

            var answer = await Answer.ReadAsync(await house.First.Http.SendAsync(request));

            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task TokenOfAnotherPerson_IsRefused()
    {
        var (tenant, other) = (await house.SignUpAsync(), await house.SignUpAsync());
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);
        var stranger = await BrowserSession.SignInAsync(house.First, other.Email, other.Password);
        var page = await stranger.GetAsync(house.First, "/account/company");
        var cookie = page.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).Single(set => set.StartsWith("ale.antiforgery=", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/preferences?handler=theme", UriKind.Relative));
        request.Headers.Add("Cookie", $"{browser.Cookie}; {cookie}");
        request.Content = new FormUrlEncodedContent([new("value", "dark"), new("__RequestVerificationToken", Token().Match(page.Text).Groups["token"].Value)]);

        (await Answer.ReadAsync(await house.First.Http.SendAsync(request))).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    public async Task WhereAFormLeads_IsNeverAnotherSite(string returnUrl)
    {
        var tenant = await house.SignUpAsync();
        var browser = await BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

        var themed = await browser.PostAsync(house.First, "/account/preferences?handler=theme", [new("value", "dark"), new("returnUrl", returnUrl)], tokenFrom: "/account/company");
        var signedIn = await browser.GetAsync(house.First, "/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal("/", themed.Expect(HttpStatusCode.Redirect).Headers.Location!.OriginalString);
        Assert.Equal("/", signedIn.Expect(HttpStatusCode.Redirect).Headers.Location!.OriginalString);
    }

    /// <summary>Every handler of every page but GET. The error page shows forms again that were sent to others; it takes none itself.</summary>
    private async Task<List<(string Method, string Path)>> UnsafeHandlersAsync()
    {
        var services = house.First.Services;
        var loader = services.GetRequiredService<PageLoader>();
        var handlers = new List<(string, string)>();
        foreach (var page in services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            if (page.ViewEnginePath == "/Error")
                continue;
            var path = "/" + Parameter().Replace(page.AttributeRouteInfo!.Template!, Guid.NewGuid().ToString());
            var compiled = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            handlers.AddRange(compiled.HandlerMethods
                .Where(handler => handler.HttpMethod is not ("Get" or "GET" or "Head" or "HEAD"))
                .Select(handler => (handler.HttpMethod.ToUpperInvariant(), handler.Name is null ? path : $"{path}?handler={handler.Name}")));
        }

        return handlers;
    }

    [GeneratedRegex("\\{[^}]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
