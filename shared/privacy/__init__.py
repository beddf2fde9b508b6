"""Personal data: encrypted with a key per person before anything is hashed, masked when shown, erased by its key.

Names, identity numbers, telephones, addresses and free texts of citizens travel only as tokens of `Vault.seal`.
Deleting one key makes every token of that person unreadable for good, and changes no hash, root or score.
"""

from shared.privacy.errors import Erased, PrivacyError, Unreadable
from shared.privacy.keystore import KeyStore, MemoryKeyStore, MongoKeyStore, StoredKey
from shared.privacy.masking import mask, mask_identity_number, mask_name, mask_phone
from shared.privacy.vault import Vault

__all__ = [
    "Erased",
    "KeyStore",
    "MemoryKeyStore",
    "MongoKeyStore",
    "PrivacyError",
    "StoredKey",
    "Unreadable",
    "Vault",
    "mask",
    "mask_identity_number",
    "mask_name",
    "mask_phone",
]
