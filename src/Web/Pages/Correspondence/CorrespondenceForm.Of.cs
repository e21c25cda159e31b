using System.Globalization;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <content>The form of a letter that is there already: to be changed, or to be answered.</content>
public sealed partial class CorrespondenceForm
{
    /// <summary>As it stands, to be typed over.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="related">Letters beside it.</param>
    /// <param name="contract">Its contract.</param>
    public static CorrespondenceForm Of(CorrespondenceDetails letter, IReadOnlyList<LinkedLetter> related, LinkedContract? contract)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(related);
        return new CorrespondenceForm
        {
            Key = FormKey.New(),
            Direction = Choice.Name(letter.Direction),
            Correspondent = letter.Correspondent,
            ContactId = letter.ContactId?.ToString("D"),
            ContactName = letter.ContactId is null ? null : letter.Correspondent,
            CorrespondentAddress = letter.CorrespondentAddress,
            Date = Formats.Date(letter.Date),
            LetterDate = Text(letter.LetterDate),
            Delivery = letter.DeliveryMethod is { } method ? Choice.Name(method) : null,
            Reference = letter.Reference,
            Subject = letter.Subject,
            DueOn = Text(letter.DueOn),
            PostalNumber = letter.PostalNumber,
            EDeliveryAddress = letter.EDeliveryAddress,
            Enclosures = Text(letter.Enclosures),
            MassGrams = Text(letter.MassGrams),
            Fee = Text(letter.Fee),
            DeclaredValue = Text(letter.DeclaredValue),
            CashOnDelivery = Text(letter.CashOnDelivery),
            ReceiptOn = Text(letter.ReceiptOn),
            LetterKind = letter.LetterKind,
            Tags = string.Join(", ", letter.Tags),
            CaseMark = letter.CaseMark,
            Contract = contract?.Number,
            Related = string.Join(", ", related.Select(other => other.Number)),
            EarlierNumber = letter.EarlierNumber,
            Notes = letter.Notes,
            Confidential = letter.Confidential,
            People = letter.People,
            ReplyTo = letter.ReplyTo,
        };
    }

    /// <summary>An answer to it: to the same correspondent, in the same case, as confidential as the letter itself.</summary>
    /// <param name="letter">The letter to answer.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="today">Warsaw day by the tenant's clock.</param>
    public static CorrespondenceForm AnswerTo(CorrespondenceDetails letter, LinkedContract? contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return new CorrespondenceForm
        {
            Key = FormKey.New(),
            Direction = Choice.Name(Domain.Registers.Correspondence.Direction.Outgoing),
            Correspondent = letter.Correspondent,
            ContactId = letter.ContactId?.ToString("D"),
            ContactName = letter.ContactId is null ? null : letter.Correspondent,
            CorrespondentAddress = letter.CorrespondentAddress,
            Date = Formats.Date(today),
            CaseMark = letter.CaseMark,
            Contract = contract?.Number,
            EDeliveryAddress = letter.EDeliveryAddress,
            Confidential = letter.Confidential,
            People = letter.People,
            ReplyTo = letter.Id,
        };
    }

    private static string? Text(DateOnly? day) => day is { } given ? Formats.Date(given) : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(decimal? amount) => amount is { } given ? Formats.Amount(given) : null;
}
