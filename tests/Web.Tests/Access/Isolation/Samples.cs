using System.Net;
using AleSekretariat.Web.Tests.Attachments;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>One of each kind of thing the table names, made for a company: there to be seen by its own people and by nobody else.</summary>
internal static class Samples
{
    /// <summary>Stands in every text of a sample: must not show in a stranger's answer.</summary>
    public const string Mark = "Tajemnica sąsiada";

    /// <summary>Makes what a kind means; answers its id.</summary>
    /// <param name="kind">A word of the table.</param>
    /// <param name="company">Whose it is.</param>
    /// <param name="member">Whose it is if it belongs to a person.</param>
    public static async Task<string> MakeAsync(string kind, Company company, TenantClient member) => kind switch
    {
        "tenant" => company.Owner.TenantId.ToString("D"),
        "letter" => await RegisterAsync(company, "/api/v1/correspondence", new { direction = "incoming", subject = Mark }),
        "contract" => await RegisterAsync(company, "/api/v1/contracts", new { subject = Mark, parties = new[] { new { name = Mark } } }),
        "attached" or "scanned" => (await AttachAsync(company, kind == "scanned" ? "contracts" : "correspondence")).Entry,
        "attachment" or "scan" => (await AttachAsync(company, kind == "scan" ? "contracts" : "correspondence")).File,
        "contact" => await RegisterAsync(company, "/api/v1/contacts", new { name = Mark }),
        "invitation" => await company.House.ScalarAsync<string>(
            """
            INSERT INTO app.invitation (tenant_id, id, email, normalized_email, role, invited_by, invited_by_name, created_at, expires_at)
            SELECT $1, id, id || '@firma.example', upper(id || '@firma.example'), 1, id, 'test', now(), now() + interval '7 days' FROM gen_random_uuid() AS id
            RETURNING id::text
            """, company.Owner.TenantId),
        "member" => await company.House.ScalarAsync<string>("SELECT id::text FROM app.account WHERE email = $1", (await company.JoinAsync(Least.Office)).Email),
        "token" => await company.House.ScalarAsync<string>(
            "SELECT t.id::text FROM app.personal_token AS t JOIN app.account AS a ON a.id = t.account_id WHERE a.email = $1 LIMIT 1", member.Email),
        "session" => await company.House.ScalarAsync<string>(
            "INSERT INTO app.session (id, account_id, created_at) SELECT gen_random_uuid(), id, now() FROM app.account WHERE email = $1 RETURNING id::text", member.Email),
        _ => throw new NotSupportedException($"Nobody knows how to make a {kind}: say it here."),
    };

    private static async Task<string> RegisterAsync(Company company, string path, object body) =>
        (await company.Owner.PostAsync(path, body)).Expect(HttpStatusCode.Created).String("id");

    /// <summary>The one entry of a company with a file beside it: an entry and its file are named by two ids of one line.</summary>
    private static async Task<(string Entry, string File)> AttachAsync(Company company, string register)
    {
        var kind = register == "contracts" ? 1 : 0;
        if (await company.House.ScalarAsync<string>("SELECT coalesce(max(entry_id || ' ' || id), '') FROM app.attachment WHERE tenant_id = $1 AND kind = $2", company.Owner.TenantId, kind) is { Length: > 0 } known)
            return (known.Split(' ')[0], known.Split(' ')[1]);
        var entry = await MakeAsync(register == "contracts" ? "contract" : "letter", company, company.Owner);
        return (entry, (await company.Owner.UploadAsync($"/api/v1/{register}/{entry}", Mark + ".pdf", SampleFiles.Pdf())).Expect(HttpStatusCode.Created).String("id"));
    }
}
