using System.Globalization;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>Terms and changed values in words: "1 miesiąc, ze skutkiem na koniec miesiąca", "23%", "31.12.2026".</summary>
public sealed class ContractWords(Texts<ContractTexts> texts)
{
    /// <summary>23, 5,5: as few places as needed.</summary>
    public static string Rate(decimal rate) => rate.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>A period of notice with its effect.</summary>
    public string Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Effect == NoticeEffect.None
            ? Length(notice.Amount, notice.Unit)
            : $"{Length(notice.Amount, notice.Unit)}, {texts["EffectSaid." + notice.Effect]}";
    }

    /// <summary>"o 12 miesięcy, za każdym razem"; "o 12 miesięcy, 2 razy".</summary>
    public string Of(Renewal renewal)
    {
        ArgumentNullException.ThrowIfNull(renewal);
        var by = texts["Renewal.By", Length(renewal.Amount, renewal.Unit)];
        return $"{by}, {(renewal.Times is { } times ? texts.Count("Renewal.Times", times) : texts["Renewal.Always"])}";
    }

    /// <summary>"1 850,00 zł netto + 23% VAT = 2 275,50 zł brutto".</summary>
    public string ValueOf(ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Value is not { } net)
            return "";
        var value = terms is { VatRate: { } rate, Gross: { } gross }
            ? texts["Value.WithVat", Formats.Money(net, terms.Currency), Rate(rate), Formats.Money(gross, terms.Currency)]
            : texts["Value.Net", Formats.Money(net, terms.Currency)];
        return terms.Recurrence is { } recurrence ? $"{value}, {texts["Recurrence." + recurrence]}" : value;
    }

    /// <summary>"3 miesiące".</summary>
    public string Length(int amount, NoticeUnit unit) => texts.Count("Notice." + unit, amount);

    /// <summary>A value of history or of an annex (<see cref="TermText"/>).</summary>
    /// <param name="field">Whose.</param>
    /// <param name="value">As it is kept.</param>
    /// <param name="people">Names by account.</param>
    public string Say(string field, string value, IReadOnlyDictionary<Guid, string> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        return field switch
        {
            "status" => texts["Status." + (Choice.Parse<ContractStatus>(value)?.ToString() ?? value)],
            "signedOn" or "validFrom" or "validTo" or "retentionUntil" or "terminatedOn" or "terminationEffectiveOn" => Day(value),
            "value" => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? Formats.Amount(amount) : value,
            "vatRate" => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) ? Rate(rate) + "%" : value,
            "recurrence" => Choice.Parse<ContractRecurrence>(value) is { } recurrence ? texts["Recurrence." + recurrence] : value,
            "notice" => TermText.NoticeOf(value) is { } notice ? Of(notice) : value,
            "renewal" => TermText.RenewalOf(value) is { } renewal ? Of(renewal) : value,
            "responsible" or "deputy" => Guid.TryParse(value, out var id) && people.TryGetValue(id, out var name) ? name : texts["Person.Gone"],
            "reminderDays" => texts["Reminders.Before", value],
            _ => value,
        };
    }

    /// <summary>Names by account, for <see cref="Say"/>.</summary>
    public static IReadOnlyDictionary<Guid, string> NamesOf(IEnumerable<PersonRow> people) => people.ToDictionary(person => person.AccountId, person => person.Name);

    private static string Day(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Formats.Date(day) : value;
}
