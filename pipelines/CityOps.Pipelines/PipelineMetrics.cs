namespace CityOps.Pipelines;

/// <summary>Names that all of this component's metrics share.</summary>
public static class PipelineMetrics
{
    public const string Meter = "CityOps.Pipelines";
}
