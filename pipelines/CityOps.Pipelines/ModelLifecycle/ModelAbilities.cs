namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>What can be done with the models of a scenario beside looking at them, putting one to work and taking it back. Whatever cannot is refused with a <see cref="ModelRequestException"/>.</summary>
/// <param name="TrainsHere">Training can be started by whoever may, and recurs; else <paramref name="TrainingCommand"/> does it.</param>
/// <param name="Shadows">A version can score in shadow, and be compared with the champion on closed cases.</param>
/// <param name="MeasuresDrift">Drift from what the champion learnt from is measured, each night and on demand.</param>
/// <param name="ExportsFeatures">Features are given to notebooks.</param>
/// <param name="TrainingCommand">The command that trains a version; null where none does.</param>
public sealed record ModelAbilities(bool TrainsHere = true, bool Shadows = true, bool MeasuresDrift = true, bool ExportsFeatures = true, string? TrainingCommand = null);
