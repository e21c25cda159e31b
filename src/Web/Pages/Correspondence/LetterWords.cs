using System.Globalization;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Html;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>
/// A letter's history in the reader's words. Ids of people, letters and contracts become names and numbers as far as the reader
/// may know them; what is gone or hidden stays nameless.
/// </summary>
public sealed class LetterWords(LetterLinks links, Texts<CorrespondenceTexts> texts, Texts<LetterTexts> words)
{
    private readonly Dictionary<Guid, string> _names = [];

    /// <summary>Looks up whom and what the changes name.</summary>
    public async Task ReadAsync(Actor actor, IReadOnlyList<HistoryRow> history, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(history);
        var people = Ids(history, "assignedTo", "people");
        if (people.Count > 0)
        {
            foreach (var (id, name) in await links.NamesAsync(actor, people, cancellation))
                _names[id] = name;
        }

        var letters = Ids(history, "replyTo", "reply", "related");
        if (letters.Count > 0)
        {
            foreach (var letter in await links.LettersAsync(actor, letters, cancellation))
                _names[letter.Id] = letter.Number;
        }

        var contracts = Ids(history, "contractId");
        if (contracts.Count > 0)
        {
            foreach (var contract in await links.ContractsAsync(actor, contracts, cancellation))
                _names[contract.Id] = contract.Number;
        }
    }

    /// <summary>The line of a change.</summary>
    public IHtmlContent Of(HistoryRow change, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Field switch
        {
            // Moments say themselves: who and when stands before the line.
            "readAt" or "confirmedAt" => new HtmlContentBuilder().Append(words["Did." + change.Field]),
            _ => HistoryWords.Of(change, FieldOf(change.Field, direction), value => Say(change.Field, value), texts["Field.registered"]),
        };
    }

    private string FieldOf(string field, Direction direction) => field switch
    {
        "registered" or "status" or "annulReason" or "contact" => texts["Field." + field],
        "correspondent" => texts["Correspondent." + direction],
        "receivedOn" or "sentOn" => texts["Date." + direction],
        "letterDate" => texts["LetterDate"],
        "reference" => texts["Reference"],
        "subject" => texts["Subject"],
        "dueOn" => texts["DueOn"],
        "deliveryMethod" => texts["Delivery"],
        "postalNumber" => texts["PostalNumber"],
        "eDeliveryAddress" => texts["EDeliveryAddress"],
        "notes" => texts["Notes"],
        _ => words["Field." + field],
    };

    private string Say(string field, string value) => field switch
    {
        "status" => texts["Status." + (Choice.Parse<CorrespondenceStatus>(value)?.ToString() ?? value)],
        "deliveryMethod" => texts["Delivery." + (Choice.Parse<DeliveryMethod>(value)?.ToString() ?? value)],
        "confidential" => words[value == "true" ? "Yes" : "No"],
        "fee" or "declaredValue" or "cashOnDelivery" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var sum) ? Formats.Money(sum) : value,
        "assignedTo" or "people" => Named(value, words["Somebody"]),
        "replyTo" or "reply" or "related" => Named(value, words["HiddenLetter"]),
        "contractId" => Named(value, value),
        "contactId" => words["Contact"],
        _ when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Formats.Date(day),
        _ => value,
    };

    private string Named(string ids, string nameless) => string.Join(", ", ids.Split(", ").Select(id =>
        Guid.TryParse(id, out var known) && _names.TryGetValue(known, out var name) ? name : nameless));

    private static HashSet<Guid> Ids(IEnumerable<HistoryRow> history, params string[] fields) =>
    [
        .. history.Where(change => fields.Contains(change.Field, StringComparer.Ordinal))
            .SelectMany(change => $"{change.Before}, {change.After}".Split(", "))
            .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty),
    ];
}
