using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Attachments;

/// <summary>api.md, <c>POST …/{id}/attachments</c>: kept as it came, or refused with nothing of it left.</summary>
public sealed class AttachmentsApiTests(House house)
{
    private const int Most = 25 * 1024 * 1024;

    [Theory]
    [InlineData("correspondence")]
    [InlineData("contracts")]
    public async Task Attached_IsListedAndComesBackAsItWas(string register)
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant, register);
        var pdf = SampleFiles.Pdf(200_000);

        var created = (await tenant.UploadAsync(entry, "Umowa – żółć „2026”.pdf", pdf)).Expect(HttpStatusCode.Created);

        var hash = Convert.ToHexStringLower(SHA256.HashData(pdf));
        Assert.Equal(("Umowa – żółć „2026”.pdf", hash, 200_000), (created.String("name"), created.String("sha256"), created.Json.GetProperty("size").GetInt64()));
        var path = created.Headers.Location!.ToString();
        Assert.Equal($"{entry}/attachments/{created.String("id")}", path);
        var listed = Assert.Single((await tenant.Through(house.Second).GetAsync(entry)).Expect(HttpStatusCode.OK).Json.GetProperty("attachments").EnumerateArray());
        Assert.Equal((created.String("id"), hash), (listed.GetProperty("id").GetString(), listed.GetProperty("sha256").GetString()));
        Assert.True(listed.TryGetProperty("addedAt", out _) && listed.TryGetProperty("addedBy", out _));
        using var sent = await SendAsync(tenant.Through(house.Second), path);
        Assert.Equal(pdf, await sent.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("application/pdf", "attachment", "Umowa – żółć „2026”.pdf"), (sent.Content.Headers.ContentType!.MediaType, sent.Content.Headers.ContentDisposition!.DispositionType, sent.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Contains("sandbox", sent.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", sent.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(200_000, await UsedAsync(tenant));
        Assert.Equal("attachment", (await tenant.GetAsync(entry + "/history")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("field").GetString());
    }

    [Fact]
    public async Task EveryAcceptedType_IsToldByItsBytes()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);
        (string Name, byte[] Bytes)[] files =
        [
            ("a.pdf", SampleFiles.Pdf()), ("a.JPG", [0xFF, 0xD8, 0xFF, 0xE0, 1]), ("a.jpeg", [0xFF, 0xD8, 0xFF, 0xE1, 1]), ("a.png", SampleFiles.Png),
            ("a.tif", [0x49, 0x49, 0x2A, 0, 8]), ("a.docx", SampleFiles.Docx()), ("a.xlsx", SampleFiles.Xlsx()), ("a.eml", SampleFiles.Mail), ("bez końcówki", SampleFiles.Pdf()),
        ];

        foreach (var (name, bytes) in files)
            (await tenant.UploadAsync(entry, name, bytes)).Expect(HttpStatusCode.Created);

        Assert.Equal(files.Sum(file => file.Bytes.Length), await UsedAsync(tenant));
        Assert.Equal("bez końcówki.pdf", (await tenant.GetAsync(entry)).Json.GetProperty("attachments").EnumerateArray().Last().GetProperty("name").GetString());
    }

    [Fact]
    public async Task FileThatLies_Is415_AndNothingIsLeft()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);
        (string Name, byte[] Bytes)[] lies =
        [
            ("skan.pdf", SampleFiles.Png), ("skan.png", SampleFiles.Pdf()), ("skan.pdf", "MZ\x90\0program"u8.ToArray()), ("skan.pdf", "<html><script>alert(1)</script>"u8.ToArray()),
            ("faktura.pdf.exe", SampleFiles.Pdf()), ("pismo.docx", SampleFiles.Xlsx()), ("arkusz.xlsx", SampleFiles.Archive(10, "a.txt")), ("strona.html", "<html>"u8.ToArray()),
            ("obraz.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()), ("a.zip", SampleFiles.Archive(10, "a.txt")), ("list.eml", "Dzień dobry"u8.ToArray()),
        ];

        foreach (var (name, bytes) in lies)
            (await tenant.UploadAsync(entry, name, bytes)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await tenant.PostAsync(entry + "/attachments", new { file = "x" })).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        await NothingLeftAsync(tenant);
    }

    [Fact]
    public async Task BombAsXlsx_IsKeptPackedAndNeverUnpacked()
    {
        var tenant = await house.SignUpAsync();
        var bomb = SampleFiles.Xlsx(zeros: 200_000_000);

        (await tenant.UploadAsync(await EntryAsync(tenant), "bomba.xlsx", bomb)).Expect(HttpStatusCode.Created);

        Assert.Equal(bomb.Length, await UsedAsync(tenant));
    }

    [Fact]
    public async Task TwentyFiveMegabytes_AreTaken_AndOneByteMoreIs413()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);

        (await tenant.UploadAsync(entry, "duzy.pdf", SampleFiles.Pdf(Most + 1))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await tenant.UploadAsync(entry, "ogromny.pdf", SampleFiles.Pdf(Most + 200_000))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await NothingLeftAsync(tenant);

        (await tenant.UploadAsync(entry, "rowny.pdf", SampleFiles.Pdf(Most))).Expect(HttpStatusCode.Created);
        Assert.Equal(Most, await UsedAsync(tenant));
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("C:\\Users\\Ala\\Pulpit\\umowa.pdf", "umowa.pdf")]
    [InlineData("faktura\u202Efdp.exe.pdf", "fakturafdp.exe.pdf")]
    [InlineData("\u200Fskan\u2066 1\u2069.pdf", "skan 1.pdf")]
    [InlineData("a\tb<>|.pdf", "ab.pdf")]
    [InlineData("...", "plik.pdf")]
    [InlineData("Zażółć gęślą jaźń (kopia) 100%.pdf", "Zażółć gęślą jaźń (kopia) 100%.pdf")]
    public async Task Name_LosesWhatIsDangerousAndNothingElse(string sent, string kept)
    {
        var tenant = await house.SignUpAsync();

        Assert.Equal(kept, (await tenant.UploadAsync(await EntryAsync(tenant), sent, SampleFiles.Pdf())).Expect(HttpStatusCode.Created).String("name"));
    }

    [Fact]
    public async Task EmptyMissingOrBrokenBody_IsRefused_AndNothingIsLeft()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);

        Assert.Equal("required", (await tenant.UploadAsync(entry, "pusty.pdf", [])).ExpectProblem(HttpStatusCode.BadRequest, "validation").Json.GetProperty("codes").GetProperty("file")[0].GetString());
        (await SendRawAsync(tenant, entry, "--x\r\nContent-Disposition: form-data; name=\"inny\"\r\n\r\na\r\n--x--\r\n")).ExpectProblem(HttpStatusCode.BadRequest, "validation");
        // The body ends before the file does.
        foreach (var cut in (string[])["", "--x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 i nic", "--x\r\nBez nagłówka"])
            Assert.Equal(HttpStatusCode.BadRequest, (await SendRawAsync(tenant, entry, cut)).Status);

        await NothingLeftAsync(tenant);
    }

    [Fact]
    public async Task ConnectionCutInTheMiddle_LeavesNothing()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);
        (await tenant.UploadAsync(entry, "pierwszy.pdf", SampleFiles.Pdf(100))).Expect(HttpStatusCode.Created);
        var folder = FolderOf(tenant);
        using var watcher = new FileSystemWatcher(folder);
        var (begun, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.Deleted += (_, _) => gone.TrySetResult();
        watcher.EnableRaisingEvents = true;

        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(tenant.Node.Address.Host, tenant.Node.Address.Port, TestContext.Current.CancellationToken);
            var head = string.Create(CultureInfo.InvariantCulture, $"POST {entry}/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {tenant.Token}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 ");
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + new string('a', 500_000)), TestContext.Current.CancellationToken);
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(100, await UsedAsync(tenant));
    }

    [Fact]
    public async Task Repeat_WithItsKey_AnswersTheSameAndKeepsOneBlob()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);
        var pdf = SampleFiles.Pdf();

        var first = (await tenant.UploadAsync(entry, "a.pdf", pdf, "klucz")).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await tenant.Through(house.Second).UploadAsync(entry, "a.pdf", pdf, "klucz")).Expect(HttpStatusCode.Created).Text);
        (await tenant.UploadAsync(entry, "a.pdf", SampleFiles.Pdf(), "klucz")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-mismatch");
        // Without a key the same file may be attached twice.
        (await tenant.UploadAsync(entry, "a.pdf", pdf)).Expect(HttpStatusCode.Created);

        Assert.Equal(2, Directory.GetFiles(FolderOf(tenant)).Length);
    }

    [Fact]
    public async Task ReadOnlyAnnulledOrFull_IsRefused_AndNothingIsLeft()
    {
        var tenant = await house.SignUpAsync();
        var entry = await EntryAsync(tenant);
        var annulled = await EntryAsync(tenant);
        (await tenant.PostAsync(annulled + "/annul", new { reason = "pomyłka" })).Expect(HttpStatusCode.OK);
        (await tenant.UploadAsync(annulled, "a.pdf", SampleFiles.Pdf())).ExpectProblem(HttpStatusCode.Conflict, "conflict");
        await FillAsync(tenant, entry);

        var full = (await tenant.UploadAsync(entry, "a.pdf", SampleFiles.Pdf())).ExpectProblem(HttpStatusCode.Forbidden, "quota-exhausted");
        Assert.Equal(("storage", 250L * 1024 * 1024), (full.String("kind"), full.Json.GetProperty("limit").GetInt64()));
        Assert.Contains("250 MB", full.String("detail").Replace('\u00A0', ' '), StringComparison.Ordinal);
        (await tenant.PostAsync("/api/v1/account/close", new { password = tenant.Password, company = tenant.Company })).Expect(HttpStatusCode.OK);
        (await tenant.UploadAsync(entry, "a.pdf", SampleFiles.Pdf())).ExpectProblem(HttpStatusCode.Forbidden, "read-only");

        Assert.Empty(Directory.GetFiles(FolderOf(tenant)));
    }

    [Fact]
    public async Task Confidential_IsNotThereForAColleague()
    {
        var tenant = await house.SignUpAsync();
        var colleague = await Colleague.JoinAsync(house, tenant, (short)TenantRole.Office);
        var letter = "/api/v1/correspondence/" + (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Poufne pismo", confidential = true })).Expect(HttpStatusCode.Created).String("id");
        var file = (await tenant.UploadAsync(letter, "Poufny skan.pdf", SampleFiles.Pdf())).Expect(HttpStatusCode.Created).Headers.Location!.ToString();

        (await colleague.UploadAsync(letter, "a.pdf", SampleFiles.Pdf())).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await colleague.GetAsync(file)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await colleague.GetAsync(letter)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        // Its id under an entry that the colleague does see is no way in.
        (await colleague.GetAsync($"{await EntryAsync(tenant)}/attachments/{file.Split('/')[^1]}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Single(Directory.GetFiles(FolderOf(tenant)));
    }

    [Fact]
    public async Task BlobThatIsGone_Is404()
    {
        var tenant = await house.SignUpAsync();
        var file = (await tenant.UploadAsync(await EntryAsync(tenant), "a.pdf", SampleFiles.Pdf())).Expect(HttpStatusCode.Created).Headers.Location!.ToString();
        File.Delete(Assert.Single(Directory.GetFiles(FolderOf(tenant))));

        (await tenant.GetAsync(file)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<string> EntryAsync(TenantClient tenant, string register = "correspondence") => $"/api/v1/{register}/" + (register == "contracts"
        ? (await tenant.PostAsync("/api/v1/contracts", new { subject = "Najem lokalu", parties = new[] { new { name = "Zarząd Lokali" } } })).Expect(HttpStatusCode.Created).String("id")
        : (await tenant.RegisterLetterAsync()).GetProperty("id").GetString());

    /// <summary>Takes the package's room to the last byte, without bytes.</summary>
    private static async Task FillAsync(TenantClient tenant, string entry)
    {
        var owner = new Actor(tenant.TenantId, Guid.CreateVersion7(), "test", TenantRole.Owner, ActorKind.Token);
        var grain = tenant.Node.Services.GetRequiredService<IGrainFactory>().GetGrain<ITenantGrain>(tenant.TenantId);
        for (var i = 0; i < 10; i++)
        {
            var file = new AttachFile { EntryId = Guid.Parse(entry.Split('/')[^1]), Id = Guid.CreateVersion7(), Name = "a.pdf", MediaType = "application/pdf", Size = Most, Sha256 = new byte[32] };
            Assert.Null((await grain.AttachToCorrespondence(file, null, owner)).Refusal);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(TenantClient tenant, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.Token);
        return await tenant.Node.Http.SendAsync(request);
    }

    private static Task<Answer> SendRawAsync(TenantClient tenant, string entry, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        return tenant.SendAsync(HttpMethod.Post, entry + "/attachments", content);
    }

    private static async Task<long> UsedAsync(TenantClient tenant) => (await tenant.StatusAsync()).GetProperty("storage").GetProperty("used").GetInt64();

    private async Task NothingLeftAsync(TenantClient tenant)
    {
        Assert.Equal(0, await UsedAsync(tenant));
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT (SELECT count(*) FROM app.attachment WHERE tenant_id = $1) + (SELECT count(*) FROM app.history WHERE tenant_id = $1 AND field = 'attachment')", tenant.TenantId));
        Assert.False(Directory.Exists(FolderOf(tenant)) && Directory.GetFiles(FolderOf(tenant)).Length > 0);
    }

    private string FolderOf(TenantClient tenant) => Path.Combine(house.BlobFolder, tenant.TenantId.ToString("N"));
}
