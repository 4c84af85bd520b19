"""Every setting, with its default: the environment wins, then what was saved on the Settings page."""

import json
import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.domain.drafts import Engine
from assistant.errors import ContentError

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: prompts/ and knowledge/ lie beside the package."""

SAVED = "settings.json"


class Settings(BaseSettings):
    """Read from `ASSISTANT_*` variables; what the Settings page saved fills the rest."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore", frozen=True)

    data_dir: Path = Field(default=ROOT / ".data", description="where everything you enter is kept")
    knowledge_dir: Path = Field(default=ROOT / "knowledge", description="the practice notes")
    prompts_dir: Path = Field(default=ROOT / "prompts", description="the prompts and fixed replies")
    database_url: str = Field(
        default="", description="a PostgreSQL URL; empty means SQLite in the data folder"
    )
    chroma_url: str = Field(default="", description="a Chroma server; empty means the embedded index")
    engine: Engine = Field(default=Engine.AUTO, description="auto, composed or model")
    model_url: str = Field(default="", description="base URL of an OpenAI-compatible endpoint")
    model_key: SecretStr = Field(default=SecretStr(""), description="its key")
    model_name: str = Field(default="", description="the model's name there, or a model of the catalogue")
    model_deadline: float = Field(
        default=30.0, gt=0, le=600, description="seconds one request may take in all"
    )
    model_price: float = Field(
        default=0.0, ge=0, allow_inf_nan=False, description="price of 1,000 tokens, for the cost meter"
    )
    token_stop: int = Field(
        default=0, ge=0, description="tokens a day the programme allows; 0 means no limit"
    )
    threads: int = Field(
        default=max(1, (os.cpu_count() or 2) - 1), ge=1, description="threads of a local model"
    )
    material_files: int = Field(
        default=200, ge=1, description="files of its own a programme may keep, earlier versions included"
    )
    material_megabytes: int = Field(default=50, ge=1, description="megabytes of text in those files")
    port: int = Field(default=8501, ge=1, le=65535, description="port of the page")
    language: str = Field(default="en", description="language of drafts")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, file_secret_settings


def load_settings(**given: Any) -> Settings:
    """The settings in force. Raises ContentError naming the setting that is wrong."""
    try:
        settings = Settings(**given)
        saved = settings.data_dir / SAVED
        if saved.is_file():
            stored = json.loads(saved.read_text(encoding="utf-8"))
            unset = {key: value for key, value in stored.items() if key not in settings.model_fields_set}
            settings = Settings(**{**unset, **given})
        return settings
    except (ValidationError, json.JSONDecodeError) as error:
        raise ContentError(f"a setting is wrong: {_where(error)}") from error


def save_settings(settings: Settings, **changes: Any) -> None:
    """Keep what was chosen on the page, readable by this user alone (it may hold a key)."""
    path = settings.data_dir / SAVED
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    stored.update(changes)
    fresh = path.with_suffix(".new")
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(stored, file, indent=1, sort_keys=True)
    fresh.replace(path)


def _where(error: ValidationError | json.JSONDecodeError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{SAVED} is not JSON (line {error.lineno}); mend it or delete it"
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"])
    return f"ASSISTANT_{name.upper()}: {first['msg']}"
