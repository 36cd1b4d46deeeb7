// The mock as its TypeScript sources, under a runtime that reads them. Prints what it responds to each `Prefer`.
import { startMock } from "../../../src/mock/index.ts";

const mock = await startMock();
const outcomes = [];
for (const prefer of ["code=429", "dynamic=true", "code=418"]) {
  const headers = { authorization: "Bearer any", prefer };
  const response = await fetch(`${mock.url}/v1/tasks/task-unified-1`, { headers });
  outcomes.push([response.status, Object.keys(await response.json())]);
}
console.log(JSON.stringify(outcomes));
await mock.close();
