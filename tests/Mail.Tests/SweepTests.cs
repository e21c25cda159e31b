using AleSekretariat.Database;
using AleSekretariat.Silo.Mail;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Mail.Tests;

/// <summary>What is done with is forgotten: mails to people, digests and invitations after 30 days, the rest with its company.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Sweep_KeepsACompanysWarnings_AndForgetsWhatNobodyAsksForAnyMore()
    {
        await Sender.ExecuteAsync(_database, """
            INSERT INTO app.tenant (tenant_id, company, opened_at) VALUES ('00000000-0000-7000-8000-000000000001', 'Zażółć', now());
            INSERT INTO app.mail_outbox (key, tenant_id, recipient, kind, owed_at, sent_at)
            SELECT m.kind || m.days, m.tenant::uuid, 'anna@example.com', m.kind, now(), now() - make_interval(days => m.days)
            FROM (VALUES
              ('digest', '00000000-0000-7000-8000-000000000001', 31), ('digest', '00000000-0000-7000-8000-000000000001', 29),
              ('invitation', '00000000-0000-7000-8000-000000000001', 31), ('confirmEmail', NULL, 31), ('confirmEmail', NULL, 29),
              ('deletionIn14Days', '00000000-0000-7000-8000-000000000001', 31), ('deletionIn7Days', '00000000-0000-7000-8000-000000000002', 1)) AS m (kind, tenant, days);
            INSERT INTO app.mail_outbox (key, tenant_id, recipient, kind, owed_at, created_at)
            VALUES ('waiting', NULL, 'anna@example.com', 'confirmEmail', now(), now() - interval '40 days');
            """);
        await using var database = SiloDatabase.Create(_database.ConnectionString, poolSize: 1);

        Assert.Equal(4, await new MailOutbox(database).Sweep(TestContext.Current.CancellationToken));

        Assert.Equal(4, await Sender.CountAsync(_database, "key IN ('digest29', 'confirmEmail29', 'deletionIn14Days31', 'waiting')"));
    }
}
