using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>What is odd about a letter that was just registered: said in the answer, never refused (product.md §4).</summary>
public sealed class LetterWarnings(LetterLinks links)
{
    /// <summary>The warnings; empty for none. Only a letter with a mark costs a question.</summary>
    public async Task<IReadOnlyList<LetterWarning>> OfAsync(Actor actor, RegisteredCorrespondence entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var letter = entry.Letter;
        var warnings = CorrespondenceRules.Warnings(DraftOf(letter), WarsawTime.DateOf(entry.RegisteredAt))
            .Select(error => new LetterWarning(error.Field, error.Code, FieldErrorText.For(error), null))
            .ToList();
        var alike = await links.AlikeAsync(actor, letter.Reference, letter.LetterDate, letter.CorrespondentName, letter.ContactId, entry.Id, cancellation);
        if (alike.Count > 0)
        {
            warnings.Add(new LetterWarning(
                "reference",
                "duplicate",
                FieldErrorText.For(new FieldError("reference", "duplicate", string.Join(", ", alike.Select(other => other.Number)))),
                [.. alike.Select(other => new EntryReference(other.Id, other.Number))]));
        }

        return warnings;
    }

    private static CorrespondenceDraft DraftOf(RegisterCorrespondence letter) => new()
    {
        Direction = letter.Direction,
        Subject = letter.Subject,
        ReceivedOn = letter.Direction == Direction.Outgoing ? null : letter.Date,
        SentOn = letter.Direction == Direction.Outgoing ? letter.Date : null,
        LetterDate = letter.LetterDate,
        DeliveryMethod = letter.DeliveryMethod,
        PostalNumber = letter.PostalNumber,
    };
}
