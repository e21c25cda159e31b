using AleSekretariat.Database;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Legal;

/// <summary>Who accepted what, and what somebody has still to accept.</summary>
public sealed class Agreements(WebDatabase database, LegalArchive archive, TimeProvider time)
{
    // An account erased a moment ago accepts nothing any more.
    private const string Insert = """
        INSERT INTO app.acceptance (account_id, document, version, tenant_id, at)
        SELECT a.id, d.document, d.version, CASE WHEN d.document = 'processing' THEN $4 END, $5
        FROM app.account AS a, unnest($2, $3) AS d (document, version)
        WHERE a.id = $1
        ON CONFLICT (account_id, document, version, tenant_id) DO NOTHING
        """;

    private const string NotAccepted = """
        SELECT d.document FROM unnest($2, $3) AS d (document, version)
        WHERE NOT EXISTS (SELECT FROM app.acceptance AS c WHERE c.account_id = $1 AND c.document = d.document AND c.version = d.version AND c.tenant_id IS NULL)
          AND NOT EXISTS (SELECT FROM app.acceptance AS c WHERE c.tenant_id = $4 AND c.document = d.document AND c.version = d.version)
        """;

    private const string Accepted = """
        SELECT document, version, tenant_id, at FROM app.acceptance WHERE account_id = $1 ORDER BY at DESC, document DESC
        """;

    private readonly ShortMemory<(Guid Account, Guid? Company), IReadOnlyList<LegalVersion>> _nothingOwed = new(time);

    /// <summary>The version of each document in force today.</summary>
    public IReadOnlyList<LegalVersion> InForce
    {
        get
        {
            var today = WarsawTime.DateOf(time.GetUtcNow());
            return [.. LegalDocuments.All.Select(document => archive.InForce(document, today))];
        }
    }

    /// <summary>A new account accepts what is in force; the rows are saved with it.</summary>
    /// <param name="account">The account, before it is saved.</param>
    /// <param name="company">The company it is about to open, if any: the processing agreement is the company's.</param>
    public void Sign(Account account, Guid? company)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (var version in InForce.Where(version => company is not null || version.Document != LegalDocuments.Processing))
        {
            account.Accepted.Add(new Acceptance
            {
                AccountId = account.Id,
                Document = version.Document,
                Version = version.Name,
                TenantId = version.Document == LegalDocuments.Processing ? company : null,
                At = time.GetUtcNow(),
            });
        }
    }

    /// <summary>Somebody who has an account opened another company.</summary>
    public Task SignForCompanyAsync(Guid accountId, Guid company, CancellationToken cancellation) =>
        WriteAsync(accountId, company, [.. InForce.Where(version => version.Document == LegalDocuments.Processing)], cancellation);

    /// <summary>What is in force and was not accepted yet: by the person, and by their company if they own it.</summary>
    public async Task<IReadOnlyList<LegalVersion>> OwedAsync(SignedInPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var company = OwnedBy(person);
        if (_nothingOwed.TryGet((person.AccountId, company), out var nothing))
            return nothing;
        IReadOnlyList<LegalVersion> asked = [.. InForce.Where(version => company is not null || version.Document != LegalDocuments.Processing)];
        await using var command = With(NotAccepted, person.AccountId, company, asked);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            missing.Add(reader.GetString(0));
        IReadOnlyList<LegalVersion> owed = [.. asked.Where(version => missing.Contains(version.Document))];
        if (owed.Count == 0)
            _nothingOwed.Put((person.AccountId, company), owed);
        return owed;
    }

    /// <summary>Accepts what was shown, as far as it is still owed: nobody accepts a version that they were not told of.</summary>
    /// <param name="person">Who.</param>
    /// <param name="shown">The versions a form named, as <see cref="LegalVersion.ToString"/> writes them.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AcceptAsync(SignedInPerson person, IReadOnlyCollection<string> shown, CancellationToken cancellation)
    {
        var owed = await OwedAsync(person, cancellation);
        await WriteAsync(person.AccountId, OwnedBy(person), [.. owed.Where(version => shown.Contains(version.ToString(), StringComparer.Ordinal))], cancellation);
    }

    /// <summary>What a person accepted, the latest first.</summary>
    public async Task<IReadOnlyList<Acceptance>> OfAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var command = database.DataSource.CreateCommand(Accepted);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var accepted = new List<Acceptance>();
        while (await reader.ReadAsync(cancellation))
        {
            accepted.Add(new Acceptance
            {
                AccountId = accountId,
                Document = reader.GetString(0),
                Version = reader.GetString(1),
                TenantId = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetGuid(2),
                At = await reader.GetFieldValueAsync<DateTimeOffset>(3, cancellation),
            });
        }

        return accepted;
    }

    private static Guid? OwnedBy(SignedInPerson person) => person.Company is { Role: TenantRole.Owner } company ? company.TenantId : null;

    private async Task WriteAsync(Guid accountId, Guid? company, IReadOnlyList<LegalVersion> versions, CancellationToken cancellation)
    {
        if (versions.Count == 0)
            return;
        await using var command = With(Insert, accountId, company, versions);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand With(string sql, Guid accountId, Guid? company, IReadOnlyList<LegalVersion> versions)
    {
        var command = database.DataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. versions.Select(version => version.Document)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. versions.Select(version => version.Name)] });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)company ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return command;
    }
}
