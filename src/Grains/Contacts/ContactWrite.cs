namespace AleSekretariat.Grains.Contacts;

/// <summary>What became of a contact's write.</summary>
internal abstract record ContactWrite
{
    private ContactWrite()
    {
    }

    /// <summary>Committed.</summary>
    public sealed record Written : ContactWrite;

    /// <summary>The client's key was used before: its body and the answer it got. Nothing was written now.</summary>
    public sealed record Repeated(byte[] BodyHash, string Answer) : ContactWrite;

    /// <summary>The claim is lost, or what was read is not there any more: nothing was written.</summary>
    public sealed record Moved : ContactWrite;
}
