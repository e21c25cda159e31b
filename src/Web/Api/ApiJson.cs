using System.Text.Json;
using System.Text.Json.Serialization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Attachments;
using AleSekretariat.Web.Live;

namespace AleSekretariat.Web.Api;

/// <summary>How JSON is read and written: camelCase, dates yyyy-MM-dd, instants with Z, money as strings, names for enumerations.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters =
    [
        typeof(TextConverter), typeof(MoneyConverter), typeof(InstantConverter), typeof(DayConverter),
        typeof(NameConverter<Direction>), typeof(NameConverter<DeliveryMethod>), typeof(NameConverter<CorrespondenceStatus>),
        typeof(NameConverter<ContractStatus>), typeof(NameConverter<NoticeUnit>), typeof(NameConverter<NoticeEffect>),
        typeof(NameConverter<ContractRecurrence>), typeof(NameConverter<TermField>),
        typeof(NameConverter<Package>), typeof(NameConverter<BillingPeriod>), typeof(NameConverter<AccountState>),
    ])]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignUpResponse))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(CorrespondenceRequest))]
[JsonSerializable(typeof(CorrespondenceResponse))]
[JsonSerializable(typeof(ListResponse<CorrespondenceItem>))]
[JsonSerializable(typeof(ContractRequest))]
[JsonSerializable(typeof(ContractResponse))]
[JsonSerializable(typeof(ListResponse<ContractResponse>))]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(ContactResponse))]
[JsonSerializable(typeof(ListResponse<ContactResponse>))]
[JsonSerializable(typeof(AttachedResponse))]
[JsonSerializable(typeof(AnnexRequest))]
[JsonSerializable(typeof(AnnexResponse))]
[JsonSerializable(typeof(AnnexesResponse))]
[JsonSerializable(typeof(TerminateRequest))]
[JsonSerializable(typeof(TerminateResponse))]
[JsonSerializable(typeof(AnnulRequest))]
[JsonSerializable(typeof(LetterStatusRequest))]
[JsonSerializable(typeof(AssignRequest))]
[JsonSerializable(typeof(AnnulResponse))]
[JsonSerializable(typeof(HistoryResponse))]
[JsonSerializable(typeof(PackagesResponse))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(TestClockRequest))]
[JsonSerializable(typeof(EntryBody))]
public sealed partial class ApiJson : JsonSerializerContext;

/// <summary>
/// Commands as an idempotency key's hash sees them: what is not said is left out, so that a field added later does not turn
/// a repeat into a mismatch.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RegisterCorrespondence))]
[JsonSerializable(typeof(ChangeCorrespondence))]
[JsonSerializable(typeof(AssignCorrespondence))]
[JsonSerializable(typeof(MoveCorrespondence))]
[JsonSerializable(typeof(RegisterContract))]
[JsonSerializable(typeof(ChangeContract))]
[JsonSerializable(typeof(AddAnnex))]
[JsonSerializable(typeof(TerminateContract))]
[JsonSerializable(typeof(AnnulEntry))]
[JsonSerializable(typeof(ContactDetails))]
[JsonSerializable(typeof(ChangeContact))]
[JsonSerializable(typeof(UploadMeaning))]
public sealed partial class CommandJson : JsonSerializerContext;
