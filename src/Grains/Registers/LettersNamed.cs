using System.Collections.Immutable;
using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Grains.Registers;

/// <summary>A letter that another one names, if whoever names it may see it.</summary>
internal sealed record NamedLetter(Guid Id, string Number, Direction Direction, CorrespondenceStatus Status, bool Confidential);

/// <summary>
/// What a letter names and the database knows: active people, letters that the actor may see, contracts, contacts. What is not
/// here does not exist for the actor.
/// </summary>
internal sealed record LettersNamed
{
    public static LettersNamed None { get; } = new();

    /// <summary>Names of active members by account.</summary>
    public ImmutableDictionary<Guid, string> People { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>Letters by id.</summary>
    public ImmutableDictionary<Guid, NamedLetter> Letters { get; init; } = ImmutableDictionary<Guid, NamedLetter>.Empty;

    /// <summary>Contracts that exist.</summary>
    public ImmutableHashSet<Guid> Contracts { get; init; } = [];

    /// <summary>Names of contacts by id.</summary>
    public ImmutableDictionary<Guid, string> Contacts { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>The ids a draft names, the contact apart: its foreign key and name are the registering statement's.</summary>
    public static bool IsNeededFor(CorrespondenceDraft draft) =>
        draft.AssignedTo is not null || draft.ReplyTo is not null || draft.ContractId is not null || draft.Related is not null || draft.People is not null;

    /// <summary>What the draft names and is not there; <paramref name="standing"/> named it before and may go on so.</summary>
    public IReadOnlyList<FieldError> Missing(CorrespondenceDraft draft, Letter? standing = null)
    {
        var errors = new List<FieldError>();
        if (draft.AssignedTo is { } person && !People.ContainsKey(person))
            errors.Add(new FieldError("assignedTo", "notFound"));
        if (draft.ReplyTo is { } replyTo && replyTo != standing?.ReplyTo && !Letters.ContainsKey(replyTo))
            errors.Add(new FieldError("replyTo", "notFound"));
        if (draft.ContractId is { } contract && contract != standing?.ContractId && !Contracts.Contains(contract))
            errors.Add(new FieldError("contractId", "notFound"));
        AddMissing("related", draft.Related, id => Letters.ContainsKey(id) || standing?.Related.Contains(id) == true);
        AddMissing("people", draft.People, id => People.ContainsKey(id) || standing?.People.Contains(id) == true);
        return errors;

        void AddMissing(string field, IReadOnlyList<Guid>? ids, Func<Guid, bool> isThere)
        {
            for (var i = 0; i < ids?.Count; i++)
            {
                if (!isThere(ids[i]))
                    errors.Add(new FieldError(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), "notFound"));
            }
        }
    }
}
