using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Attachments;

/// <summary>Attachments on the page of an entry, with and without a script.</summary>
public sealed partial class AttachmentPagesTests(House house)
{
    [Theory]
    [InlineData("correspondence")]
    [InlineData("contracts")]
    public async Task Form_WithoutAScript_AttachesOneFileAndComesBack(string register)
    {
        var (tenant, entry) = await StartAsync(register);

        var answer = await PostAsync(tenant, entry, "skan.pdf", SampleFiles.Pdf(2000));

        Assert.Equal(entry + "#attachments", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        var page = await PageAsync(tenant, entry);
        Assert.Contains("skan.pdf", page, StringComparison.Ordinal);
        Assert.Contains("1 plik, 2 kB", page.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Matches("SHA-256:.[0-9a-f]{64}", page);
        Assert.Contains("Załącznik: skan.pdf", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skan.pdf", "MZ", "type", "Tego pliku nie można dołączyć")]
    [InlineData("pusty.pdf", "", "empty", "Wybierz plik, który nie jest pusty.")]
    public async Task Form_WithoutAScript_TellsWhyNot(string name, string bytes, string word, string text)
    {
        var (tenant, entry) = await StartAsync();

        var answer = await PostAsync(tenant, entry, name, System.Text.Encoding.ASCII.GetBytes(bytes));

        Assert.Equal($"{entry}?attach={word}#attachments", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        Assert.Contains(text, await PageAsync(tenant, $"{entry}?attach={word}"), StringComparison.Ordinal);
        Assert.DoesNotContain("attach-problem", await PageAsync(tenant, $"{entry}?attach=nonsens"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_GetsJson_AlsoForProblems()
    {
        var (tenant, entry) = await StartAsync();

        Assert.Equal("skan.pdf", (await PostAsync(tenant, entry, "skan.pdf", SampleFiles.Pdf(), json: true)).Expect(HttpStatusCode.Created).String("name"));
        (await PostAsync(tenant, entry, "skan.pdf", SampleFiles.Png, json: true)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await PostAsync(tenant, entry, "skan.pdf", SampleFiles.Pdf(25 * 1024 * 1024 + 1), json: true)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task WithoutTheToken_NothingIsTaken()
    {
        var (tenant, entry) = await StartAsync();
        var browser = await BrowserSession.BeginAsync(tenant.Node, tenant.Email);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(entry + "/attachments", UriKind.Relative)) { Content = SampleFiles.Form("a.pdf", SampleFiles.Pdf()) };
        request.Headers.TryAddWithoutValidation("Cookie", browser.Cookie);
        Assert.Equal(HttpStatusCode.BadRequest, (await Answer.ReadAsync(await tenant.Node.Http.SendAsync(request))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(tenant, entry, "a.pdf", SampleFiles.Pdf(), token: "wrong")).Status);

        Assert.Equal(0, (await tenant.StatusAsync()).GetProperty("storage").GetProperty("used").GetInt64());
    }

    [Fact]
    public async Task Preview_ShowsPdfAndPicturesWithinOurPagesOnly()
    {
        var (tenant, entry) = await StartAsync();
        var api = "/api/v1" + entry;
        foreach (var (name, bytes, type) in ((string, byte[], string?)[])[("a.pdf", SampleFiles.Pdf(), "application/pdf"), ("a.png", SampleFiles.Png, "image/png"), ("a.docx", SampleFiles.Docx(), null)])
        {
            var id = (await tenant.UploadAsync(api, name, bytes)).Expect(HttpStatusCode.Created).String("id");
            var browser = await BrowserSession.BeginAsync(tenant.Node, tenant.Email);

            var shown = await browser.GetAsync(tenant.Node, $"{entry}/attachments/{id}/preview");
            var saved = await browser.GetAsync(tenant.Node, $"{entry}/attachments/{id}");

            Assert.Equal(type is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, shown.Status);
            Assert.Contains("sandbox", saved.Expect(HttpStatusCode.OK).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            if (type is null)
                continue;
            Assert.Equal(type, shown.ContentType);
            var policy = shown.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
            Assert.Equal("SAMEORIGIN", shown.Headers.GetValues("X-Frame-Options").Single());
        }
    }

    private async Task<(TenantClient Tenant, string Entry)> StartAsync(string register = "correspondence")
    {
        var tenant = await house.SignUpAsync();
        object body = register == "contracts" ? new { subject = "Najem lokalu", parties = new[] { new { name = "Zarząd Lokali" } } } : new { direction = "incoming", subject = "Pismo z urzędu" };
        return (tenant, $"/{register}/" + (await tenant.PostAsync("/api/v1/" + register, body)).Expect(HttpStatusCode.Created).String("id"));
    }

    private static async Task<string> PageAsync(TenantClient tenant, string path) =>
        WebUtility.HtmlDecode((await (await BrowserSession.BeginAsync(tenant.Node, tenant.Email)).GetAsync(tenant.Node, path)).Expect(HttpStatusCode.OK).Text);

    /// <summary>As a browser posts the form: the token's field before the file.</summary>
    private static async Task<Answer> PostAsync(TenantClient tenant, string entry, string name, byte[] bytes, bool json = false, string? token = null)
    {
        var browser = await BrowserSession.BeginAsync(tenant.Node, tenant.Email);
        var page = await browser.GetAsync(tenant.Node, entry);
        var cookies = page.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).Prepend(browser.Cookie);
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        var hidden = new StringContent(token ?? Token().Match(page.Text).Groups["token"].Value);
        hidden.Headers.ContentType = null;
        form.Add(hidden, "\"__RequestVerificationToken\"");
        foreach (var part in SampleFiles.Form(name, bytes))
            form.Add(part);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(entry + "/attachments", UriKind.Relative)) { Content = form };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies));
        request.Headers.TryAddWithoutValidation("Accept", json ? "application/json" : "text/html");
        return await Answer.ReadAsync(await tenant.Node.Http.SendAsync(request));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}
