import hashlib
from pathlib import Path

import pytest
import yaml

KNOWN = "care home nurse hospital team visit plan cost what is the for in of at query passage : [UNK] [PAD] [CLS] [SEP]"
WORDS = KNOWN.split()
SMALL = {
    "name": "tests/small",
    "dimensions": 32,
    "pooling": "cls",
    "query_prefix": "query: ",
    "passage_prefix": "passage: ",
    "max_tokens": 16,
    "quantisation": "none",
    "curve": {"steepness": 9.0, "middle": 0.8},
}


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of a user's own: other dimensions, pooling, prefixes and length, and weights that nobody trained."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("small")
    special = {f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep")}
    tokenizer = Tokenizer(WordPiece({word: at for at, word in enumerate(WORDS)}, unk_token=special["unk_token"]))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    ends = [(name, WORDS.index(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special)  # type: ignore[no-untyped-call]
    fast.save_pretrained(folder / "plain")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "plain")
    transformer = Transformer(str(folder / "plain"), max_seq_length=16)
    SentenceTransformer(modules=[transformer, Pooling(32, "cls")], device="cpu").save(str(folder))
    sha256 = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    (folder / "encoder.yml").write_text(yaml.safe_dump({**SMALL, "sha256": sha256}))
    return folder
