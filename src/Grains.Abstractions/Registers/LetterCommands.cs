using AleSekretariat.Domain.Registers.Correspondence;

namespace AleSekretariat.Grains.Abstractions.Registers;

/// <summary>Changes a registered letter as a whole: what is not given is taken away, its day apart.</summary>
/// <param name="Id">The letter.</param>
/// <param name="ExpectedVersion">The version its author has seen; null = whichever it is.</param>
/// <param name="Letter">As it is to be. The direction must be its own; assignee, instruction and their term are not looked at.</param>
[GenerateSerializer, Immutable, Alias("ChangeCorrespondence")]
public sealed record ChangeCorrespondence(
    [property: Id(0)] Guid Id, [property: Id(1)] int? ExpectedVersion, [property: Id(2)] RegisterCorrespondence Letter);

/// <summary>Dekretacja of a registered letter.</summary>
/// <param name="Id">The letter, incoming or internal and open.</param>
/// <param name="AccountId">An active member.</param>
/// <param name="Instruction">What is to be done, at most 500 characters.</param>
/// <param name="DueOn">Until when.</param>
[GenerateSerializer, Immutable, Alias("AssignCorrespondence")]
public sealed record AssignCorrespondence(
    [property: Id(0)] Guid Id, [property: Id(1)] Guid AccountId, [property: Id(2)] string? Instruction, [property: Id(3)] DateOnly? DueOn);

/// <summary>Moves a letter on. What is possible: Domain LetterWorkflow.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Status">Where to.</param>
/// <param name="On">Day of sending, delivery or return; default today.</param>
/// <param name="Reason">Why it came back.</param>
[GenerateSerializer, Immutable, Alias("MoveCorrespondence")]
public sealed record MoveCorrespondence(
    [property: Id(0)] Guid Id, [property: Id(1)] CorrespondenceStatus Status, [property: Id(2)] DateOnly? On, [property: Id(3)] string? Reason);

/// <summary>A letter after a change.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Number">Its number, as ever.</param>
/// <param name="Status">How far it got.</param>
/// <param name="Version">Its version: the ETag.</param>
[GenerateSerializer, Immutable, Alias("ChangedCorrespondence")]
public sealed record ChangedCorrespondence(
    [property: Id(0)] Guid Id, [property: Id(1)] string Number, [property: Id(2)] CorrespondenceStatus Status, [property: Id(3)] int Version);
