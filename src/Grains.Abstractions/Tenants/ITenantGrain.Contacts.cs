using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <content>Contacts: not counted by any quota, but written only while the licence allows writing.</content>
public partial interface ITenantGrain
{
    /// <summary>Adds a contact.</summary>
    [Alias("CreateContact"), RequiresRole(TenantRole.Office)]
    Task<Outcome<SavedContact>> CreateContact(ContactDetails command, IdempotencyKey? key, Actor actor);

    /// <summary>Changes a contact. Nothing different: answers it as it stands. Refused: not found, stale.</summary>
    [Alias("ChangeContact"), RequiresRole(TenantRole.Office)]
    Task<Outcome<SavedContact>> ChangeContact(ChangeContact command, IdempotencyKey? key, Actor actor);

    /// <summary>
    /// Merges one contact into another; answers the one that stays. Letters keep the name they were registered with. Refused:
    /// not found, <c>same-contact</c>.
    /// </summary>
    [Alias("MergeContacts"), RequiresRole(TenantRole.Office), ResponseTimeout("00:00:30")]
    Task<Outcome<SavedContact>> MergeContacts(MergeContacts command, IdempotencyKey? key, Actor actor);
}
