namespace AleSekretariat.Grains.Tenants;

/// <summary>Whether tenants' clocks may be moved (configuration section <c>TestClock</c>). Never in production: the host sees to it.</summary>
public sealed class TestClockOptions
{
    /// <summary>True allows it.</summary>
    public bool Enabled { get; set; }
}
