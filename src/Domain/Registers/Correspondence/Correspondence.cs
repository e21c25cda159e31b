namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>Which way a letter goes; fixed after saving (product.md §4).</summary>
public enum Direction
{
    /// <summary>Came to the company (przychodząca).</summary>
    Incoming,

    /// <summary>Sent by the company (wychodząca).</summary>
    Outgoing,

    /// <summary>Stays within the company (wewnętrzna).</summary>
    Internal,
}

/// <summary>How a letter is delivered.</summary>
public enum DeliveryMethod
{
    /// <summary>Ordinary post (zwykły).</summary>
    Ordinary,

    /// <summary>Registered post (polecony).</summary>
    Registered,

    /// <summary>Registered with a signed receipt (polecony ZPO).</summary>
    RegisteredWithReceipt,

    /// <summary>Courier (kurier).</summary>
    Courier,

    /// <summary>The state's registered electronic delivery (e-Doręczenia).</summary>
    EDelivery,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Handed over (osobiście).</summary>
    InPerson,

    /// <summary>Anything else (inne).</summary>
    Other,
}

/// <summary>How far an entry got.</summary>
public enum CorrespondenceStatus
{
    /// <summary>Incoming or internal, registered (nowa).</summary>
    New,

    /// <summary>Given to somebody (zadekretowana).</summary>
    Assigned,

    /// <summary>Being dealt with (w toku).</summary>
    InProgress,

    /// <summary>Dealt with (załatwiona).</summary>
    Done,

    /// <summary>Outgoing, registered (przygotowana).</summary>
    Prepared,

    /// <summary>Posted (nadana).</summary>
    Sent,

    /// <summary>Reached the addressee (doręczona).</summary>
    Delivered,

    /// <summary>Came back (zwrócona).</summary>
    Returned,

    /// <summary>Annulled with a reason; keeps its number (anulowana).</summary>
    Annulled,
}

/// <summary>The beginning of an entry's life.</summary>
public static class CorrespondenceStatuses
{
    /// <summary>The status an entry is registered with: one that is given to somebody at once begins as assigned.</summary>
    public static CorrespondenceStatus AtRegistration(Direction direction, bool assigned = false) =>
        direction == Direction.Outgoing ? CorrespondenceStatus.Prepared
        : assigned ? CorrespondenceStatus.Assigned
        : CorrespondenceStatus.New;

    /// <summary>Whether somebody still has to deal with it: not done, sent back and forth, or annulled.</summary>
    public static bool IsOpen(CorrespondenceStatus status) =>
        status is CorrespondenceStatus.New or CorrespondenceStatus.Assigned or CorrespondenceStatus.InProgress;
}
