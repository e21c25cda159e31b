using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Members;

/// <summary>product.md §7: invited by mail, once, for one address, and never past the package's places.</summary>
public sealed class InvitationTests(TestCluster cluster)
{
    [Fact]
    public async Task Invited_MailIsOwedAndAcceptingMakesAMemberOfThatRole()
    {
        var tenant = await cluster.OpenTenantAsync();

        var invited = await tenant.InviteAsync(cluster.Database, cluster.Grains);
        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Users.Used);
        var mail = await TextAsync("SELECT kind || '|' || recipient || '|' || (details ->> 'linkId') || '|' || (details ->> 'role') || '|' || (details ->> 'culture') FROM app.mail_outbox WHERE key = 'invitation/' || $1::text", invited.InvitationId);
        Assert.Equal($"invitation|{invited.Guest.Name}|{invited.InvitationId:D}|office|pl", mail);

        Assert.Equal(2, (await tenant.AcceptAsync(cluster.Grains, invited)).Value().Users.Used);

        Assert.Equal("1 false", await TextAsync("SELECT role || ' ' || suspended FROM app.membership WHERE account_id = $1", invited.Guest.UserId));
        Assert.Equal("memberInvited memberJoined", await TextAsync("SELECT string_agg(kind, ' ' ORDER BY audit_id) FROM app.audit WHERE tenant_id = $1", tenant.Id));
        // Once more is the same, and writes nothing.
        (await tenant.AcceptAsync(cluster.Grains, invited)).Value();
        Assert.Equal("2", await TextAsync("SELECT count(*)::text FROM app.audit WHERE tenant_id = $1", tenant.Id));
    }

    [Fact]
    public async Task Accepting_ForAnotherAddress_OrAnotherTenantsInvitation_IsNotFound()
    {
        var (tenant, other) = (await cluster.OpenTenantAsync(), await cluster.OpenTenantAsync());
        var invited = await tenant.InviteAsync(cluster.Database, cluster.Grains);
        var thief = await other.InviteAsync(cluster.Database, cluster.Grains);

        (await tenant.AcceptAsync(cluster.Grains, (invited.InvitationId, thief.Guest with { TenantId = tenant.Id }))).Refusal.Refused<Refusal.NotFound>();
        (await other.AcceptAsync(cluster.Grains, (invited.InvitationId, invited.Guest with { TenantId = other.Id }))).Refusal.Refused<Refusal.NotFound>();
        // A role that is only claimed gives nothing.
        (await tenant.AcceptAsync(cluster.Grains, (invited.InvitationId, thief.Guest with { TenantId = tenant.Id, Role = TenantRole.Owner }))).Refusal.Refused<Refusal.NotFound>();

        Assert.Equal(1, (await tenant.StatusAsync(cluster.Grains)).Users.Used);
    }

    [Fact]
    public async Task TwoAtOnceForTheLastPlace_OneJoinsAndTheOtherIsToldTheLimit()
    {
        for (var round = 0; round < 5; round++)
        {
            var tenant = await cluster.OpenTenantAsync();
            var (one, two) = (await tenant.InviteAsync(cluster.Database, cluster.Grains), await tenant.InviteAsync(cluster.Database, cluster.Grains));

            var answers = await Task.WhenAll(tenant.AcceptAsync(cluster.Silos[0].Grains, one), tenant.AcceptAsync(cluster.Silos[1].Grains, two));

            Assert.Single(answers, answer => answer.Refusal is null);
            Assert.Equal(new Refusal.UserLimit(2, 2), Assert.Single(answers, answer => answer.Refusal is not null).Refusal);
            Assert.Equal("2", await TextAsync("SELECT count(*)::text FROM app.membership WHERE tenant_id = $1", tenant.Id));
            Assert.Equal("1", await TextAsync("SELECT count(*)::text FROM app.invitation WHERE tenant_id = $1 AND accepted_at IS NULL", tenant.Id));
        }
    }

    [Fact]
    public async Task TakenBackReplacedOrTooOld_IsNoGood()
    {
        var tenant = await cluster.OpenTenantAsync();
        var revoked = await tenant.InviteAsync(cluster.Database, cluster.Grains);
        (await tenant.Grain(cluster.Grains).RevokeInvitation(revoked.InvitationId, tenant.Owner)).Value();
        Assert.Equal("invitation-used", (await tenant.AcceptAsync(cluster.Grains, revoked)).Refusal.Refused<Refusal.Conflict>().Reason);
        Assert.Null(await TextAsync("SELECT key FROM app.mail_outbox WHERE key = 'invitation/' || $1::text", revoked.InvitationId));

        var again = Guid.CreateVersion7();
        var first = await tenant.InviteAsync(cluster.Database, cluster.Grains);
        (await tenant.Grain(cluster.Grains).Invite(new InviteMember(again, " " + first.Guest.Name.ToUpperInvariant(), TenantRole.Viewer, "en"), tenant.Owner)).Value();
        Assert.Equal("invitation-used", (await tenant.AcceptAsync(cluster.Grains, first)).Refusal.Refused<Refusal.Conflict>().Reason);

        await TextAsync("UPDATE app.invitation SET expires_at = now() - interval '1 second' WHERE id = $1 RETURNING id::text", again);
        Assert.Equal("invitation-expired", (await tenant.AcceptAsync(cluster.Grains, (again, first.Guest))).Refusal.Refused<Refusal.Conflict>().Reason);
        (await tenant.Grain(cluster.Grains).RevokeInvitation(Guid.NewGuid(), tenant.Owner)).Refusal.Refused<Refusal.NotFound>();
    }

    [Fact]
    public async Task Invite_AMember_AnOwner_OrTooManyInADay_IsRefused()
    {
        var tenant = await cluster.OpenTenantAsync();
        var grain = tenant.Grain(cluster.Grains);
        Assert.Equal("already-member", (await grain.Invite(new InviteMember(Guid.NewGuid(), tenant.Email.ToUpperInvariant(), TenantRole.Viewer, "pl"), tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
        (await grain.Invite(new InviteMember(Guid.NewGuid(), "a@firma.example", TenantRole.Owner, "pl"), tenant.Owner)).Refusal.Refused<Refusal.Invalid>();

        for (var i = 0; i < 30; i++)
            (await grain.Invite(new InviteMember(Guid.NewGuid(), "a@firma.example", TenantRole.Viewer, "pl"), tenant.Owner)).Value();
        Assert.Equal("too-many-invitations", (await grain.Invite(new InviteMember(Guid.NewGuid(), "b@firma.example", TenantRole.Viewer, "pl"), tenant.Owner)).Refusal.Refused<Refusal.Conflict>().Reason);
    }

    [Fact]
    public async Task ReadOnly_RefusesInvitingAndJoining_ButNotTakingBack()
    {
        var tenant = await cluster.OpenTenantAsync();
        var (one, two) = (await tenant.InviteAsync(cluster.Database, cluster.Grains), await tenant.InviteAsync(cluster.Database, cluster.Grains));
        (await tenant.Grain(cluster.Grains).Close(new CloseAccount(tenant.Company), tenant.Owner)).Value();

        Assert.Equal(AccountState.Closing, (await tenant.AcceptAsync(cluster.Grains, one)).Refusal.Refused<Refusal.ReadOnly>().State);
        (await tenant.Grain(cluster.Grains).Invite(new InviteMember(Guid.NewGuid(), "a@firma.example", TenantRole.Viewer, "pl"), tenant.Owner)).Refusal.Refused<Refusal.ReadOnly>();
        (await tenant.Grain(cluster.Grains).RevokeInvitation(two.InvitationId, tenant.Owner)).Value();
    }

    [Fact]
    public async Task DeletedCompany_TakesItsInvitationsAlong()
    {
        await using var world = await TenantAlone.OpenAsync();
        await world.Tenant.InviteAsync(world.Database, world.Grains);
        (await world.Tenant.Grain(world.Grains).Close(new CloseAccount(world.Tenant.Company), world.Tenant.Owner)).Value();

        Assert.Equal(AccountState.Deleted, (await world.Tenant.AdvanceAsync(world.Grains, "P4D")).Value().State);

        Assert.Equal(0L, await world.ScalarAsync<long>("SELECT (SELECT count(*) FROM app.invitation) + (SELECT count(*) FROM app.mail_outbox WHERE kind = 'invitation')"));
    }

    private async Task<string?> TextAsync(string sql, Guid id)
    {
        await using var command = cluster.Database.Owner.CreateCommand(sql);
        command.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = id });
        return await command.ExecuteScalarAsync() as string;
    }
}
