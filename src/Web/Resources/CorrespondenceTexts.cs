namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files CorrespondenceTexts.resx (Polish) and CorrespondenceTexts.en.resx.</summary>
public sealed class CorrespondenceTexts;
