namespace AleSekretariat.Web.Accounts;

/// <summary>What a personal token may do, within what its person may. The numbers are stored.</summary>
public enum TokenScope
{
    /// <summary>Look at things; change nothing.</summary>
    Read = 0,

    /// <summary>Also write the registers.</summary>
    Registers = 1,

    /// <summary>Everything the person may, closing the account included.</summary>
    Full = 2,
}
