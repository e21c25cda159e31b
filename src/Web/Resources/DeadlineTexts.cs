namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files DeadlineTexts.resx (Polish) and DeadlineTexts.en.resx.</summary>
public sealed class DeadlineTexts;
