"""`kb mcp` as a program meets it: started as a command, asked over standard input and output by the protocol's own client."""

import json
import sys
from pathlib import Path

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult, TextContent

TOOLS = {"search", "entry", "compare", "evidence_map", "review"}


def words(result: CallToolResult) -> str:
    """Give the text of a result, which programs read that know no structured content."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def test_a_program_finds_reads_and_is_warned(real_database: Path, tmp_path: Path) -> None:
    code = "from ingest.cli import main; main()"
    arguments = ["-c", code, "mcp", "--database", str(real_database)]
    async with Client(StdioServerParameters(command=sys.executable, args=arguments, cwd=tmp_path)) as client:
        assert client.instructions is not None
        assert "care_model, contract_type" in client.instructions
        listed = await client.list_tools()
        assert {tool.name for tool in listed.tools} == TOOLS
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.tools)

        found = await client.call_tool("search", {"question": "did telehealth reduce hospital admissions", "size": 2})
        assert found.structured_content is not None
        assert found.structured_content["warning"] is None
        assert found.structured_content["results"][0]["slug"].startswith("wsd-tele")
        assert json.loads(words(found)) == found.structured_content

        missed = await client.call_tool("search", {"question": "brewing licence fees for zeppelins"})
        assert missed.structured_content is not None
        assert "say that the base has no answer" in missed.structured_content["warning"]

        wrong = await client.call_tool("entry", {"slug": "nobody"})
        assert wrong.is_error
        assert "there is no entry 'nobody'" in words(wrong)
