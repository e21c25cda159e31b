using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Domain.Registers;

/// <summary>The four yearly series of numbers (product.md §4).</summary>
public enum Series
{
    /// <summary>Incoming correspondence.</summary>
    Incoming,

    /// <summary>Outgoing correspondence.</summary>
    Outgoing,

    /// <summary>Internal correspondence.</summary>
    Internal,

    /// <summary>Contracts.</summary>
    Contracts,
}

/// <summary>How series, directions and counters belong together.</summary>
public static class SeriesExtensions
{
    /// <summary>The series that numbers a direction.</summary>
    public static Series Series(this Direction direction) => direction switch
    {
        Direction.Incoming => Registers.Series.Incoming,
        Direction.Outgoing => Registers.Series.Outgoing,
        Direction.Internal => Registers.Series.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "No such direction."),
    };

    /// <summary>The counter a series uses up: one for all correspondence, one for contracts.</summary>
    public static RegisterKind Kind(this Series series) =>
        series == Registers.Series.Contracts ? RegisterKind.Contracts : RegisterKind.Correspondence;
}
