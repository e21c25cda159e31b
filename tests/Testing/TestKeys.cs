namespace AleSekretariat.Testing;

/// <summary>The master key that every host of a test has: they must be able to read what another of them wrote.</summary>
public static class TestKeys
{
    /// <summary>As <c>Keys__Master</c> takes it.</summary>
    public const string Master = "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=";
}
