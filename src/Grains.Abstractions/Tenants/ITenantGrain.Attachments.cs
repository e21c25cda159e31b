using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <content>Attachments: their bytes never come here.</content>
public partial interface ITenantGrain
{
    /// <summary>Attaches a file to a letter. Refused: not found (also a confidential one of others), <c>annulled</c>, no room.</summary>
    [Alias("AttachToCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<Attached>> AttachToCorrespondence(AttachFile command, IdempotencyKey? key, Actor actor);

    /// <summary>Attaches a file to a contract. Refused: not found, <c>annulled</c>, no room.</summary>
    [Alias("AttachToContract"), RequiresRole(TenantRole.Office)]
    Task<Outcome<Attached>> AttachToContract(AttachFile command, IdempotencyKey? key, Actor actor);
}
