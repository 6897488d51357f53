namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>What a general reply says of a message (通用应答 结果).</summary>
public enum ReplyResult : byte
{
    Done = 0,
    Failed = 1,

    /// <summary>消息有误: the message's content is wrong.</summary>
    Malformed = 2,

    /// <summary>不支持: nobody here knows this message.</summary>
    Unsupported = 3,
}
