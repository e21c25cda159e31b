using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <content>What happens to a contract after it was registered.</content>
public partial interface ITenantGrain
{
    /// <summary>
    /// Changes a contract. Nothing different: answers it as it stands. Refused: not found, stale, <c>already-annulled</c>.
    /// </summary>
    [Alias("ChangeContract"), RequiresRole(TenantRole.Office)]
    Task<Outcome<RegisteredContract>> ChangeContract(ChangeContract command, IdempotencyKey? key, Actor actor);

    /// <summary>Enters an annex. Refused: not found, stale, <c>already-annulled</c>.</summary>
    [Alias("AddAnnex"), RequiresRole(TenantRole.Office)]
    Task<Outcome<AddedAnnex>> AddAnnex(AddAnnex command, IdempotencyKey? key, Actor actor);

    /// <summary>
    /// Gives notice of a contract by an outgoing letter, which counts against the month's limit of letters. Refused: as a letter
    /// is, not found, stale, <c>already-annulled</c>, <c>already-terminated</c>, <c>not-in-force</c>; then neither is written.
    /// </summary>
    [Alias("TerminateContract"), RequiresRole(TenantRole.Office)]
    Task<Outcome<TerminatedContract>> TerminateContract(TerminateContract command, IdempotencyKey? key, Actor actor);
}
