using System.Net;
using System.Text;
using AleSekretariat.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AleSekretariat.Web.Tests.Access;

/// <summary>Uploaded files come back over real HTTP, behind the headers every answer gets.</summary>
public sealed class SafeDownloadTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddScoped<CspNonce>();
        _app = builder.Build();
        _app.UseSecurityHeaders(new WebOptions());
        _app.MapGet("/file", (string name) => new SafeDownload(new MemoryStream(Encoding.UTF8.GetBytes("<script>alert(1)</script>")), name));
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("umowa.pdf", "application/pdf")]
    [InlineData("SKAN.JPG", "image/jpeg")]
    [InlineData("strona.html", "application/octet-stream")]
    [InlineData("rysunek.svg", "application/octet-stream")]
    [InlineData("dane.xml", "application/octet-stream")]
    [InlineData("umowa.pdf.exe", "application/octet-stream")]
    [InlineData("bez rozszerzenia", "application/octet-stream")]
    public async Task File_IsSaved_NeverShown(string name, string type)
    {
        using var answer = await _http.GetAsync(new Uri("/file?name=" + Uri.EscapeDataString(name), UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("<script>alert(1)</script>", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Umowa najmu, zażółć.pdf", "Umowa najmu, zażółć.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Moje\\list.pdf", "list.pdf")]
    [InlineData("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf")]
    [InlineData("umowa\u202Efdp.exe", "umowafdp.exe")]
    [InlineData("x\"; filename=\"y.html", "x; filename=y.html")]
    [InlineData("...", "plik")]
    [InlineData("", "plik")]
    public async Task Name_IsAPlainOne(string name, string expected)
    {
        Assert.Equal(expected, SafeDownload.PlainName(name));

        using var answer = await _http.GetAsync(new Uri("/file?name=" + Uri.EscapeDataString(name), UriKind.Relative));

        Assert.Equal(expected, answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void LongName_KeepsItsEnding_AndIsCutBetweenCharacters()
    {
        var name = SafeDownload.PlainName(string.Concat(Enumerable.Repeat("😀", 300)) + ".pdf");

        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        Assert.InRange(name.Length, 190, 200);
        Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }
}
