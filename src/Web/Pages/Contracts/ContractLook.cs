using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>Glyph and colour of a contract's status, and how its last day of termination presses.</summary>
public static class ContractLook
{
    /// <summary>The sprite's glyph and the class of its colour.</summary>
    public static (string Glyph, string Style) Of(ContractStatus status) => status switch
    {
        ContractStatus.Draft => ("as-open", "idle"),
        ContractStatus.InForce => ("as-done", "ok"),
        ContractStatus.TerminationGiven => ("as-q2", "warn"),
        _ => ("as-void", "idle"),
    };

    /// <summary>Whether there is something to terminate on the day.</summary>
    public static bool MayTerminate(ContractRow contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.Status == ContractStatus.InForce && contract.LastTerminationDay >= today;
    }

    /// <summary>Red from three days, amber from thirty, plain before that.</summary>
    public static string? Pressing(int days) => days <= 3 ? "danger" : days <= 30 ? "warn" : null;
}
