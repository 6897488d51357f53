using System.Runtime.Versioning;
using CityOps.Tests.Shared;

[assembly: AssemblyFixture(typeof(EngineFixture))]
// libchdb has no Windows build.
[assembly: UnsupportedOSPlatform("windows")]
