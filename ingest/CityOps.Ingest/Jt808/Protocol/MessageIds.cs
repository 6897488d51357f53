namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>The messages that are understood; others are answered and counted.</summary>
public static class MessageIds
{
    /// <summary>终端通用应答, a terminal's general reply.</summary>
    public const ushort TerminalReply = 0x0001;

    /// <summary>心跳, heartbeat.</summary>
    public const ushort Heartbeat = 0x0002;

    /// <summary>终端注册, registration.</summary>
    public const ushort Register = 0x0100;

    /// <summary>终端注销, deregistration.</summary>
    public const ushort Deregister = 0x0003;

    /// <summary>终端鉴权, authentication.</summary>
    public const ushort Authenticate = 0x0102;

    /// <summary>位置信息汇报, a position.</summary>
    public const ushort Position = 0x0200;

    /// <summary>位置信息查询应答, the answer to a query: the query's serial, then a position.</summary>
    public const ushort PositionReply = 0x0201;

    /// <summary>车辆控制应答, the answer to a control: the control's serial, then a position.</summary>
    public const ushort ControlReply = 0x0500;

    /// <summary>定位数据批量上传, many positions, live or from a blind area.</summary>
    public const ushort PositionBatch = 0x0704;

    /// <summary>多媒体数据上传, a picture, a sound or a video.</summary>
    public const ushort Media = 0x0801;

    /// <summary>摄像头立即拍摄命令应答, the answer to <see cref="TakePicture"/>: its serial, a result, the numbers of the media to come.</summary>
    public const ushort PictureReply = 0x0805;

    /// <summary>平台通用应答, the platform's general reply.</summary>
    public const ushort PlatformReply = 0x8001;

    /// <summary>终端注册应答, the answer to a registration.</summary>
    public const ushort RegisterReply = 0x8100;

    /// <summary>补传分包请求, asks for packages of a message that are missing.</summary>
    public const ushort ResendPackages = 0x8003;

    /// <summary>临时位置跟踪控制, positions at another interval for a while.</summary>
    public const ushort Track = 0x8202;

    /// <summary>文本信息下发, a text to show or to speak.</summary>
    public const ushort Text = 0x8300;

    /// <summary>多媒体数据上传应答, the answer to media: which packages are missing, if any.</summary>
    public const ushort MediaReply = 0x8800;

    /// <summary>摄像头立即拍摄命令, take a picture now.</summary>
    public const ushort TakePicture = 0x8801;
}
