using CityOps.Host.Commands;

return await CommandTree.RunAsync(args);
