namespace AleSekretariat.Domain.Billing;

/// <summary>Polish VAT at 23 %, computed from the net sum (product.md §1). Money is PLN with two places.</summary>
public static class Vat
{
    /// <summary>The rate, as a fraction.</summary>
    public const decimal Rate = 0.23m;

    /// <summary>The tax on a net sum, rounded half away from zero to 0.01.</summary>
    public static decimal Of(decimal net) => Money.Round(net * Rate);

    /// <summary>Net and tax together.</summary>
    public static decimal Gross(decimal net) => net + Of(net);
}

/// <summary>A sum of money as it is always shown: net, tax and gross (PLN).</summary>
/// <param name="Net">Net sum, two places.</param>
/// <param name="Tax">VAT, two places.</param>
/// <param name="Gross">Net plus VAT.</param>
public readonly record struct Charge(decimal Net, decimal Tax, decimal Gross)
{
    /// <summary>The charge of a net sum.</summary>
    public static Charge OfNet(decimal net) => new(net, Vat.Of(net), Vat.Gross(net));
}

internal static class Money
{
    /// <summary>To 0.01 half away from zero, the rounding of every sum of money here.</summary>
    public static decimal Round(decimal sum) => Math.Round(sum, 2, MidpointRounding.AwayFromZero);
}
