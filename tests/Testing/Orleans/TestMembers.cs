using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Postgres;

namespace AleSekretariat.Testing.Orleans;

/// <summary>People who join a test tenant the way the product has it: invited, then accepting.</summary>
public static class TestMembers
{
    /// <summary>An account of nobody's, invited by the owner.</summary>
    public static async Task<(Guid InvitationId, Actor Guest)> InviteAsync(
        this TestTenant tenant, TestDatabase database, IGrainFactory grains, TenantRole role = TenantRole.Office)
    {
        var person = await TestTenant.UnopenedAsync(database);
        var invitation = Guid.CreateVersion7();
        (await tenant.Grain(grains).Invite(new InviteMember(invitation, person.Email, role, "pl"), tenant.Owner)).Value();
        return (invitation, new Actor(tenant.Id, person.OwnerId, person.Email, TenantRole.Viewer, ActorKind.Browser));
    }

    /// <summary>Accepts as that person.</summary>
    public static Task<Outcome<TenantSnapshot>> AcceptAsync(this TestTenant tenant, IGrainFactory grains, (Guid InvitationId, Actor Guest) invited) =>
        tenant.Grain(grains).AcceptInvitation(new AcceptInvitation(invited.InvitationId), invited.Guest);

    /// <summary>Somebody who was invited and accepted.</summary>
    public static async Task<Actor> JoinAsync(this TestTenant tenant, TestDatabase database, IGrainFactory grains, TenantRole role = TenantRole.Office)
    {
        var invited = await tenant.InviteAsync(database, grains, role);
        (await tenant.AcceptAsync(grains, invited)).Value();
        return invited.Guest with { Role = role };
    }
}
