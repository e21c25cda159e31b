using AleSekretariat.Grains.Abstractions.Registers;

namespace AleSekretariat.Grains.Abstractions.Tenants;

/// <content>What happens to a letter after it was registered. All refuse <c>annulled</c> as a conflict.</content>
public partial interface ITenantGrain
{
    /// <summary>Changes a letter. Refused: <see cref="Refusal.Stale"/> when somebody else was quicker.</summary>
    [Alias("ChangeCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<ChangedCorrespondence>> ChangeCorrespondence(ChangeCorrespondence command, IdempotencyKey? key, Actor actor);

    /// <summary>Gives a letter to somebody. Refused: <c>status</c> (dealt with already, or outgoing).</summary>
    [Alias("AssignCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<ChangedCorrespondence>> AssignCorrespondence(AssignCorrespondence command, IdempotencyKey? key, Actor actor);

    /// <summary>Moves a letter on. Refused: <c>status</c> (not from where it stands).</summary>
    [Alias("MoveCorrespondence"), RequiresRole(TenantRole.Office)]
    Task<Outcome<ChangedCorrespondence>> MoveCorrespondence(MoveCorrespondence command, IdempotencyKey? key, Actor actor);

    /// <summary>Whoever a letter is given to has opened it. Of anybody else, or again, it changes nothing.</summary>
    [Alias("ReadCorrespondence"), RequiresRole(TenantRole.Viewer)]
    Task<Outcome<ChangedCorrespondence>> ReadCorrespondence(Guid id, Actor actor);

    /// <summary>Whoever a letter is given to confirms to deal with it. Refused: <c>not-assigned</c>.</summary>
    [Alias("ConfirmCorrespondence"), RequiresRole(TenantRole.Viewer)]
    Task<Outcome<ChangedCorrespondence>> ConfirmCorrespondence(Guid id, Actor actor);
}
