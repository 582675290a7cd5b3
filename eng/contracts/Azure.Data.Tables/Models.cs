// Contract of Azure.Data.Tables 12.11.0; signatures as in Azure/azure-sdk-for-net,
// sdk/tables/Azure.Data.Tables/api/Azure.Data.Tables.net8.0.cs. The bodies are our own.
using Azure.Core;

namespace Azure.Data.Tables
{
    public interface ITableEntity
    {
        ETag ETag { get; set; }
        string PartitionKey { get; set; }
        string RowKey { get; set; }
        DateTimeOffset? Timestamp { get; set; }
    }

    public class TableClientOptions : ClientOptions
    {
        public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
        {
            Version = serviceVersion switch
            {
                ServiceVersion.V2019_02_02 => "2019-02-02",
                ServiceVersion.V2020_12_06 => "2020-12-06",
                _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
            };
            Diagnostics.LoggedQueryParameters.Add("$filter");
            Diagnostics.LoggedQueryParameters.Add("$top");
            Diagnostics.LoggedQueryParameters.Add("$select");
        }

        internal string Version { get; }

        public enum ServiceVersion
        {
            V2019_02_02 = 1,
            V2020_12_06 = 2,
        }
    }

    public class TableSharedKeyCredential
    {
        private byte[] _key;

        public TableSharedKeyCredential(string accountName, string accountKey)
        {
            AccountName = accountName ?? throw new ArgumentNullException(nameof(accountName));
            SetAccountKey(accountKey);
        }

        public string AccountName { get; }

        public void SetAccountKey(string accountKey) => _key = Convert.FromBase64String(accountKey);

        internal byte[] Key => _key;
    }

    public class TableTransactionAction
    {
        public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity) : this(actionType, entity, default) { }

        public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
        {
            ActionType = actionType;
            Entity = entity ?? throw new ArgumentNullException(nameof(entity));
            ETag = etag;
        }

        public TableTransactionActionType ActionType { get; }
        public ITableEntity Entity { get; }
        public ETag ETag { get; }
    }

    public enum TableTransactionActionType
    {
        Add = 0,
        UpdateMerge = 1,
        UpdateReplace = 2,
        Delete = 3,
        UpsertMerge = 4,
        UpsertReplace = 5,
    }

    public enum TableUpdateMode
    {
        Merge = 0,
        Replace = 1,
    }

    public class TableTransactionFailedException : RequestFailedException
    {
        // The real one reads the index from this entry too (src/TableTransactionFailedException.cs, TableConstants.ExceptionData),
        // so a test can make one: new(new RequestFailedException(409, "...", "EntityAlreadyExists", null) { Data = { ["FailedEntity"] = "3" } }).
        internal const string FailedEntity = "FailedEntity";

        public TableTransactionFailedException(RequestFailedException requestFailedException)
            : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
        {
            foreach (var key in requestFailedException.Data.Keys)
            {
                Data.Add(key, requestFailedException.Data[key]);
            }
            if (Data[FailedEntity] is string text && int.TryParse(text, out var index))
            {
                FailedTransactionActionIndex = index;
            }
        }

        public int? FailedTransactionActionIndex { get; }
    }
}

namespace Azure.Data.Tables.Models
{
    public class TableItem
    {
        public TableItem(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

        public string Name { get; }
    }
}
