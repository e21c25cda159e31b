namespace AleSekretariat.Domain.Members;

/// <summary>What came of a wish to change who belongs to a company.</summary>
public abstract record MemberChange
{
    private MemberChange()
    {
    }

    /// <summary>These members are as they should be from now on; empty when they are so already.</summary>
    public sealed record Made(IReadOnlyList<Member> Changed) : MemberChange;

    /// <summary>Nothing changes.</summary>
    public sealed record Refused(MemberRefusal Reason) : MemberChange;
}

/// <summary>Why not.</summary>
public enum MemberRefusal
{
    /// <summary>Nobody of that id belongs to the company.</summary>
    NotFound,

    /// <summary>The company would be left without an owner who may sign in to it: hand it over first.</summary>
    LastOwner,

    /// <summary>The new owner is suspended: reinstate first.</summary>
    NotActive,

    /// <summary>Nobody is made an owner but by handing the company over.</summary>
    OnlyByTransfer,
}
