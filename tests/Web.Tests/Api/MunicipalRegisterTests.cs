using System.Globalization;
using System.Net;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Web.Tests.Hosting;
using CsvHelper;

namespace AleSekretariat.Web.Tests.Api;

/// <summary>A real municipal register goes in through the API and reads back unchanged.</summary>
public sealed class MunicipalRegisterTests(House house)
{
    private const string Path = "/api/v1/contracts";
    private static readonly List<Row> Rows = Read();

    [Fact]
    public async Task OnGreen_TenGoInAndTheEleventhIsRefused()
    {
        var tenant = await house.SignUpAsync();

        foreach (var row in Rows.Take(10))
            (await tenant.PostAsync(Path, row.Body)).Expect(HttpStatusCode.Created);
        var refused = (await tenant.PostAsync(Path, Rows[10].Body)).ExpectProblem(HttpStatusCode.Forbidden, "quota-exhausted");

        Assert.Equal("contracts", refused.String("kind"));
        Assert.Equal((10, 10, 10, 0), await house.TracesAsync(tenant.TenantId));
    }

    [Fact]
    public async Task OnGold_TheWholeFileReadsBackUnchanged()
    {
        var tenant = await house.SignUpAsync(Package.Gold);
        Assert.Equal(93, Rows.Count);

        foreach (var (row, i) in Rows.Select((row, i) => (row, i)))
            (await tenant.PostAsync(Path, row.Body, key: string.Create(CultureInfo.InvariantCulture, $"row-{i}"))).Expect(HttpStatusCode.Created);

        var stored = new List<Row>();
        string? cursor = null;
        do
        {
            var page = (await tenant.GetAsync($"{Path}?limit=40&cursor={cursor}")).Expect(HttpStatusCode.OK).Json;
            stored.AddRange(page.GetProperty("items").EnumerateArray().Select(item => new Row(
                item.GetProperty("counterpartyNumber").GetString(),
                item.GetProperty("signedOn").GetString()!,
                item.GetProperty("validTo").GetString(),
                item.GetProperty("subject").GetString()!,
                item.GetProperty("parties")[0].GetProperty("name").GetString()!,
                item.GetProperty("parties")[0].GetProperty("nip").GetString(),
                item.GetProperty("value").GetString()!)));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        stored.Reverse();
        Assert.Equal(Rows, stored);
        Assert.Equal(Rows.Count, (await tenant.StatusAsync()).GetProperty("contracts").GetProperty("used").GetInt32());
    }

    private static List<Row> Read()
    {
        using var reader = CsvReader.FromFile(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "umowy-cru.csv"));
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(new Row(
                reader.GetString("Nr umowy") is { Length: > 0 } number ? number : null, Day(reader.GetString("Data zawarcia"))!, Day(reader.GetString("Data zakończenia")),
                reader.GetString("Przedmiot umowy"), reader.GetString("Kontrahent"), reader.GetString("NIP") is { Length: > 0 } nip ? nip : null,
                decimal.Parse(reader.GetString("Wartość (PLN)"), CultureInfo.GetCultureInfo("pl-PL")).ToString("0.00", CultureInfo.InvariantCulture)));
        }

        return rows;
    }

    private static string? Day(string? text) => string.IsNullOrEmpty(text)
        ? null
        : DateOnly.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Row(string? Number, string SignedOn, string? ValidTo, string Subject, string Name, string? Nip, string Value)
    {
        public object Body => new
        {
            subject = Subject, counterpartyNumber = Number, signedOn = SignedOn, validTo = ValidTo, value = Value, currency = "PLN",
            parties = new[] { new { name = Name, nip = Nip, role = "wykonawca" } },
        };
    }
}
