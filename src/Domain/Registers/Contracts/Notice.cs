namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>The unit of a period of notice.</summary>
public enum NoticeUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks.</summary>
    Weeks,

    /// <summary>Months.</summary>
    Months,
}

/// <summary>When a notice that ran out takes effect.</summary>
public enum NoticeEffect
{
    /// <summary>At once.</summary>
    None,

    /// <summary>At the end of the calendar month.</summary>
    EndOfMonth,

    /// <summary>At the end of the calendar quarter.</summary>
    EndOfQuarter,
}

/// <summary>A period of notice (okres wypowiedzenia).</summary>
/// <param name="Amount">How many units, from 1.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="Effect">When it takes effect.</param>
public sealed record Notice(int Amount, NoticeUnit Unit, NoticeEffect Effect)
{
    /// <summary>The longest notice accepted in each unit: ten years or so.</summary>
    public static int MostOf(NoticeUnit unit) => unit switch
    {
        NoticeUnit.Weeks => 520,
        NoticeUnit.Months => 120,
        _ => 3650,
    };
}
