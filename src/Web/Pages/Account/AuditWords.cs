using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AleSekretariat.Web.Pages.Account;

/// <summary>The audit in words. What has none (a newer node wrote it) shows its code: nothing is left out.</summary>
public sealed class AuditWords(IStringLocalizer<AuditTexts> texts)
{
    /// <summary>What happened.</summary>
    public string What(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Find("Kind." + row.Kind) ?? row.Kind;
    }

    /// <summary>Who did it.</summary>
    public string Who(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.By switch { "" => texts["Nobody"], "system" => texts["System"], var name => name };
    }

    /// <summary>What else is known, as "name: value".</summary>
    public IEnumerable<string> Details(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Details
            .Where(detail => detail.Value.Length > 0)
            .Select(detail => $"{Find("Detail." + detail.Key) ?? detail.Key}: {(detail.Key == "fields" ? Fields(detail.Value) : Find($"Value.{detail.Value}") ?? detail.Value)}");
    }

    private string Fields(string names) => string.Join(", ", names.Split(", ").Select(name => Find("Field." + name) ?? name));

    private string? Find(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
